using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagrams say, and nothing else.</summary>
public sealed class EnrolmentDiagramTests(PeopleFixture fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("enrolment.proto");

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Random_sequences_follow_the_published_diagram()
    {
        foreach (var sequence in Gen.Elements(Verbs).ListOf(6).Sample(25))
        {
            await FollowAsync([.. sequence]);
        }
    }

    static string[] Verbs =>
    [
        "DeferEnrolment", "ResumeEnrolment", "WithdrawEnrolment", "CompleteEnrolment", "TransferEnrolment",
        "CompleteWorkGroup", "CancelWorkGroup", "AcceptDepartmentTransfer",
    ];

    async Task FollowAsync(string[] sequence)
    {
        var (group, other) = (await fixture.WorkGroupAsync(), await fixture.WorkGroupAsync());
        await fixture.Groups.StartWorkGroupAsync(new() { Name = group.Name });
        var accepted = await fixture.AcceptedAsync(group);
        var enrolment = accepted.Enrolment;
        var (state, over) = ("ACTIVE", false);
        foreach (var verb in sequence)
        {
            var ofGroup = verb.EndsWith("WorkGroup", StringComparison.Ordinal);
            var done = verb == "AcceptDepartmentTransfer"
                ? await TryToMoveAsync(accepted)
                : await TryAsync(verb, group.Name, enrolment, other.Name);
            var expected = ofGroup && over ? null : Diagram.After(state, verb);
            Assert.True(done == (ofGroup ? !over : expected is not null),
                $"{string.Join(", ", sequence)}: {verb} in {state} {(done ? "succeeded" : "was refused")}");
            (state, over) = (expected ?? state, over || ofGroup);
            var read = await fixture.Groups.GetEnrolmentAsync(new() { Name = enrolment });
            Assert.Equal(state, Enums.Text(read.State));
        }

        var places = (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount;
        Assert.Equal(state is "ACTIVE" or "DEFERRED" or "COMPLETED" ? 1 : 0, places);
    }

    /// <summary>Whether the department goes to another hub and takes the place along: it does so with one that
    /// lives.</summary>
    async Task<bool> TryToMoveAsync(V1.Application accepted)
    {
        var before = await fixture.EnrolmentAsync(accepted);
        var group = await fixture.WorkGroupAsync(hub: PeopleFixture.OtherHub);
        await Record.ExceptionAsync(() => Handover.TryAsync(fixture, accepted.Department, group.Name));
        var after = await fixture.EnrolmentAsync(accepted);
        return before.State != after.State;
    }

    async Task<bool> TryAsync(string verb, string group, string enrolment, string other)
    {
        try
        {
            await CallAsync(verb, group, enrolment, other);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }

    Task CallAsync(string verb, string group, string enrolment, string other) => verb switch
    {
        "DeferEnrolment" =>
            fixture.Groups.DeferEnrolmentAsync(new() { Name = enrolment, Reason = "A new building" }).ResponseAsync,
        "ResumeEnrolment" => fixture.Groups.ResumeEnrolmentAsync(new() { Name = enrolment }).ResponseAsync,
        "WithdrawEnrolment" =>
            fixture.Groups.WithdrawEnrolmentAsync(new() { Name = enrolment, Reason = "No time" }).ResponseAsync,
        "CompleteEnrolment" => fixture.Groups.CompleteEnrolmentAsync(new() { Name = enrolment }).ResponseAsync,
        "TransferEnrolment" => fixture.Groups.TransferEnrolmentAsync(
            new() { Name = enrolment, WorkGroup = other, Reason = "Nearer" }).ResponseAsync,
        "CompleteWorkGroup" => fixture.Groups.CompleteWorkGroupAsync(new() { Name = group }).ResponseAsync,
        _ => fixture.Groups.CancelWorkGroupAsync(new() { Name = group, Reason = "No lead" }).ResponseAsync,
    };
}
