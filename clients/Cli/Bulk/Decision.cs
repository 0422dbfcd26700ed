using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Contracts;
using Mastery.Participants.V1;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Cli.Bulk;

/// <summary>A decision on an application, which is taken on many.</summary>
/// <param name="Becomes">The state that it leads to; an application that is in it already stays as it is. Null where it
/// leads to none.</param>
/// <param name="SendAsync">Takes it, on the version of the application that was read.</param>
sealed record Decision(State? Becomes, Func<ListCall, Application, Task<Application>> SendAsync)
{
    /// <summary>Decides on one application.</summary>
    public async Task<(BulkOutcome, string)> DecideAsync(ListCall call, string name)
    {
        var before = await call.Api.WorkGroups.GetApplicationAsync(
            new() { Name = name }, cancellationToken: call.Cancellation);
        if (before.State == Becomes)
        {
            return (BulkOutcome.Unchanged, $"is {Words(before)} already");
        }

        return (BulkOutcome.Done, Words(await SendAsync(call, before)));
    }

    /// <summary>Accepts into a Work Group.</summary>
    public static Decision Accept(Option<string?> group, Option<DateOnly?> start) => new(State.Accepted,
        async (call, before) => await call.Api.WorkGroups.AcceptApplicationAsync(
            new AcceptApplicationRequest
            {
                Name = before.Name,
                Etag = before.Etag,
                WorkGroup = await GroupAsync(call, group),
                EffectiveDate = IsoDate.Text(call.Parsed.GetValue(start)),
            }.WithRequestId(),
            cancellationToken: call.Cancellation));

    /// <summary>Puts on the waiting list of a Work Group.</summary>
    public static Decision Waitlist(Option<string?> group) => new(State.Waitlisted,
        async (call, before) => await call.Api.WorkGroups.WaitlistApplicationAsync(
            new WaitlistApplicationRequest
            {
                Name = before.Name,
                Etag = before.Etag,
                WorkGroup = await GroupAsync(call, group),
            }.WithRequestId(),
            cancellationToken: call.Cancellation));

    /// <summary>Declines with a reason.</summary>
    public static Decision Decline(Option<string> reason, Option<Application.Types.DeclineReason?> usual) => new(
        State.Declined,
        async (call, before) => await call.Api.WorkGroups.DeclineApplicationAsync(
            new DeclineApplicationRequest
            {
                Name = before.Name,
                Etag = before.Etag,
                Reason = call.Parsed.GetRequiredValue(reason),
                DeclineReason = call.Parsed.GetValue(usual) ?? default,
            }.WithRequestId(),
            cancellationToken: call.Cancellation));

    /// <summary>Gives a place to one that waits for it.</summary>
    public static Decision Promote(Option<string?> reason, Option<DateOnly?> start) => new(State.Accepted,
        async (call, before) => await call.Api.WorkGroups.PromoteWaitlistedAsync(
            new PromoteWaitlistedRequest
            {
                Name = before.WorkGroup.Length > 0 ? before.WorkGroup : throw new RowRefusedException(
                    $"it is {Words(before)} and waits for no place"),
                Application = before.Name,
                Reason = call.Parsed.GetValue(reason) ?? "",
                EffectiveDate = IsoDate.Text(call.Parsed.GetValue(start)),
            }.WithRequestId(before.Etag),
            cancellationToken: call.Cancellation));

    /// <summary>Judges again. What it rests on may have changed without the application, so a repetition is a new
    /// request; it doubles nothing.</summary>
    public static Decision Reassess() => new(null,
        async (call, before) => await call.Api.WorkGroups.ReassessApplicationAsync(
            new() { Name = before.Name, Etag = before.Etag }, cancellationToken: call.Cancellation));

    static async Task<string> GroupAsync(ListCall call, Option<string?> group) =>
        call.Parsed.GetValue(group) is { Length: > 0 } title ? await call.WorkGroupAsync(title) : "";

    static string Words(Application application) => application.WaitlistPosition > 0
        ? $"waitlisted, place {application.WaitlistPosition}"
        : application.Eligibility is { } eligibility && application.State is State.Submitted
            ? $"{application.State.Plain()}, {eligibility.Outcome.Plain()}"
            : application.State.Plain();
}
