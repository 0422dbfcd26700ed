using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagrams say, and nothing else.</summary>
public sealed class WorkGroupDiagramTests(PeopleFixture fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("work_group.proto");

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Random_sequences_follow_the_published_diagram()
    {
        foreach (var sequence in Gen.Elements(Verbs).ListOf(8).Sample(60))
        {
            await FollowAsync([.. sequence]);
        }
    }

    static string[] Verbs => ["OpenWorkGroup", "StartWorkGroup", "CompleteWorkGroup", "CancelWorkGroup"];

    async Task FollowAsync(string[] sequence)
    {
        var group = (await fixture.WorkGroupAsync(open: false)).Name;
        var state = "PLANNED";
        foreach (var verb in sequence)
        {
            var done = await TryAsync(verb, group);
            var expected = Diagram.After(state, verb);
            Assert.True(done == expected is not null,
                $"{string.Join(", ", sequence)}: {verb} in {state} {(done ? "succeeded" : "was refused")}");
            state = expected ?? state;
            var read = await fixture.Groups.GetWorkGroupAsync(new() { Name = group });
            Assert.Equal((state, state == "CANCELLED"), (Enums.Text(read.State), read.StateReason == "No lead"));
        }
    }

    async Task<bool> TryAsync(string verb, string group)
    {
        try
        {
            await CallAsync(verb, group);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }

    Task<V1.WorkGroup> CallAsync(string verb, string group) => verb switch
    {
        "OpenWorkGroup" => fixture.Groups.OpenWorkGroupAsync(new() { Name = group }).ResponseAsync,
        "StartWorkGroup" => fixture.Groups.StartWorkGroupAsync(new() { Name = group }).ResponseAsync,
        "CompleteWorkGroup" => fixture.Groups.CompleteWorkGroupAsync(new() { Name = group }).ResponseAsync,
        _ => fixture.Groups.CancelWorkGroupAsync(new() { Name = group, Reason = "No lead" }).ResponseAsync,
    };
}
