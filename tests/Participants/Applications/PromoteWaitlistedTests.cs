using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants.Tests;

public sealed class PromoteWaitlistedTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Accepts_the_first_and_the_others_move_up()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await WaitAsync(group, 3);

        var promoted = await PromoteAsync(group);

        Assert.Equal((waiting[0].Name, State.Accepted, 0),
            (promoted.Name, promoted.State, promoted.WaitlistPosition));
        Assert.NotEqual("", promoted.Enrolment);
        Assert.Equal([1, 2], await PositionsAsync(waiting[1..]));
    }

    [Fact]
    public async Task Overrides_the_order_with_a_reason_that_is_kept()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await WaitAsync(group, 3);

        var promoted = await PromoteAsync(group, waiting[1], "The only school of its district");

        Assert.Equal((State.Accepted, "The only school of its district"), (promoted.State, promoted.StateReason));
        Assert.Equal([1, 2], await PositionsAsync([waiting[0], waiting[2]]));
    }

    [Fact]
    public async Task Refuses_another_than_the_first_without_a_reason_and_names_the_first()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await WaitAsync(group, 2);

        var refusal = await RefusedAsync(ErrorReason.WaitingList, () => PromoteAsync(group, waiting[1]));

        Assert.Equal(waiting[0].Name, Assert.Single(refusal.GetDetail<PreconditionFailure>().Violations).Subject);
        Assert.StartsWith("Another department waits for a place", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acceptance_does_not_pass_those_who_wait()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await WaitAsync(group, 2);
        var submitted = await fixture.SubmittedAsync();

        await RefusedAsync(ErrorReason.WaitingList, () => AcceptAsync(submitted, group));
        await RefusedAsync(ErrorReason.WaitingList, () => AcceptAsync(waiting[1], group));

        Assert.Equal(State.Accepted, (await AcceptAsync(waiting[0], group)).State);
        Assert.Equal([1], await PositionsAsync([waiting[1]]));
    }

    [Fact]
    public async Task Refuses_a_full_group()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);
        await fixture.AcceptedAsync(group);
        await WaitAsync(group, 1);

        await RefusedAsync(ErrorReason.WorkGroupFull, () => PromoteAsync(group));
    }

    [Fact]
    public async Task Refuses_a_group_for_which_nobody_waits()
    {
        var group = await fixture.WorkGroupAsync();

        await RefusedAsync(ErrorReason.WaitingList, () => PromoteAsync(group));
    }

    [Fact]
    public async Task Refuses_an_application_that_waits_for_another_group_or_for_none()
    {
        var group = await fixture.WorkGroupAsync();
        var elsewhere = await fixture.WaitlistedAsync(await fixture.WorkGroupAsync());

        await RefusedAsync(ErrorReason.ReferenceInvalid, () => PromoteAsync(group, elsewhere, "A favour"));
        await RefusedAsync(ErrorReason.WrongState,
            async () => await PromoteAsync(group, await fixture.SubmittedAsync(), "A favour"));
    }

    [Fact]
    public async Task The_list_closes_up_behind_whoever_is_declined_or_withdraws()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await WaitAsync(group, 4);

        await fixture.DeclineAsync(waiting[0].Name);
        await fixture.Groups.WithdrawApplicationAsync(new() { Name = waiting[2].Name, Reason = "No time" });

        Assert.Equal([1, 2], await PositionsAsync([waiting[1], waiting[3]]));
    }

    [Fact]
    public async Task Many_who_join_and_leave_at_once_keep_one_order_without_gaps()
    {
        var group = await fixture.WorkGroupAsync(capacity: 4);
        var submitted = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => fixture.SubmittedAsync()));
        await Task.WhenAll(submitted.Select(application => fixture.Groups.WaitlistApplicationAsync(
            new() { Name = application.Name, WorkGroup = group.Name }).ResponseAsync));

        await Task.WhenAll(
        [
            .. submitted.Take(4).Select(application => TryAsync(() => fixture.DeclineAsync(application.Name))),
            .. Enumerable.Range(0, 4).Select(_ => TryAsync(() => PromoteAsync(group))),
        ]);

        var left = await WaitingAsync(group);
        Assert.Equal(Enumerable.Range(1, left.Count), left.Select(application => application.WaitlistPosition).Order());
    }

    async Task<V1.Application[]> WaitAsync(V1.WorkGroup group, int count)
    {
        var waiting = new V1.Application[count];
        for (var index = 0; index < count; index++)
        {
            waiting[index] = await fixture.WaitlistedAsync(group);
        }

        return waiting;
    }

    async Task<IReadOnlyList<V1.Application>> WaitingAsync(V1.WorkGroup group) =>
        (await fixture.Groups.ListApplicationsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"work_group = \"{group.Name}\" AND state = WAITLISTED",
        })).Applications;

    async Task<IEnumerable<int>> PositionsAsync(IEnumerable<V1.Application> applications) =>
        (await Task.WhenAll(applications.Select(application =>
            fixture.Groups.GetApplicationAsync(new() { Name = application.Name }).ResponseAsync)))
        .Select(application => application.WaitlistPosition);

    async Task<V1.Application> PromoteAsync(
        V1.WorkGroup group, V1.Application? application = null, string reason = "") =>
        await fixture.Groups.PromoteWaitlistedAsync(
            new() { Name = group.Name, Application = application?.Name ?? "", Reason = reason });

    async Task<V1.Application> AcceptAsync(V1.Application application, V1.WorkGroup group) =>
        await fixture.Groups.AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group.Name });

    static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refusal)
            when (refusal.StatusCode is StatusCode.FailedPrecondition or StatusCode.Aborted)
        {
            // A call that came too late is refused.
        }
    }

    static Task<Google.Rpc.Status> RefusedAsync(ErrorReason reason, Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, call);
}
