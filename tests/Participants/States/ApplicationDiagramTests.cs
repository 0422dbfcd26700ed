using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagrams say, and nothing else.</summary>
public sealed class ApplicationDiagramTests(PeopleFixture fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("application.proto");

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
        "SubmitApplication", "WaitlistApplication", "AcceptApplication", "PromoteWaitlisted", "DeclineApplication",
        "WithdrawApplication", "CompleteWorkGroup", "CancelWorkGroup", "AcceptDepartmentTransfer",
    ];

    async Task FollowAsync(string[] sequence)
    {
        var group = (await fixture.WorkGroupAsync()).Name;
        await fixture.Groups.StartWorkGroupAsync(new() { Name = group });
        var draft = await fixture.DraftAsync(change: application => application.WorkGroup = group);
        var (state, over) = ("DRAFT", false);
        foreach (var verb in sequence)
        {
            var ofGroup = verb.EndsWith("WorkGroup", StringComparison.Ordinal);
            var done = await TryAsync(verb, group, draft);
            // A Work Group that is over takes no more departments.
            var needsGroup = verb is "SubmitApplication" or "WaitlistApplication" or "AcceptApplication"
                or "PromoteWaitlisted";
            var expected = over && (ofGroup || needsGroup) ? null : Diagram.After(state, verb);
            Assert.True(done == (ofGroup ? !over : expected is not null),
                $"{string.Join(", ", sequence)}: {verb} in {state} {(done ? "succeeded" : "was refused")}");
            (state, over) = (expected ?? state, over || ofGroup);
            var read = await fixture.Groups.GetApplicationAsync(new() { Name = draft.Name });
            Assert.Equal((state, state == "WAITLISTED"), (Enums.Text(read.State), read.WaitlistPosition == 1));
        }
    }

    async Task<bool> TryAsync(string verb, string group, V1.Application application)
    {
        try
        {
            await CallAsync(verb, group, application.Name, application.Department);
            // The department goes with what is open, and leaves what has been answered.
            return verb != "AcceptDepartmentTransfer" || (await fixture.Groups.GetApplicationAsync(
                new() { Name = application.Name })).State == V1.Application.Types.State.Moved;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }

    Task CallAsync(string verb, string group, string application, string department) => verb switch
    {
        "AcceptDepartmentTransfer" => Handover.TryAsync(fixture, department),
        "SubmitApplication" => fixture.Groups.SubmitApplicationAsync(new() { Name = application }).ResponseAsync,
        "WaitlistApplication" => fixture.Groups.WaitlistApplicationAsync(new() { Name = application }).ResponseAsync,
        "AcceptApplication" => fixture.Groups.AcceptApplicationAsync(new() { Name = application }).ResponseAsync,
        "PromoteWaitlisted" => fixture.Groups.PromoteWaitlistedAsync(
            new() { Name = group, Application = application }).ResponseAsync,
        "DeclineApplication" => fixture.DeclineAsync(application),
        "WithdrawApplication" => fixture.Groups.WithdrawApplicationAsync(
            new() { Name = application, Reason = "No time" }).ResponseAsync,
        "CompleteWorkGroup" => fixture.Groups.CompleteWorkGroupAsync(new() { Name = group }).ResponseAsync,
        _ => fixture.Groups.CancelWorkGroupAsync(new() { Name = group, Reason = "No lead" }).ResponseAsync,
    };
}
