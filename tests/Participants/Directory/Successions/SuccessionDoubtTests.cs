using Microsoft.Extensions.DependencyInjection;
using static Mastery.Participants.Tests.DirectoryFixture;
using Doubt = Mastery.Participants.V1.Succession.Types.Doubt;
using Status = Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Participants.Tests;

/// <summary>What is doubtful is not followed, counts as unknown for eligibility, and waits for a person.</summary>
public sealed class SuccessionDoubtTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Two_schools_that_contradict_each_other_wait_for_one_decision()
    {
        var (one, other) = (FreshUrn(), FreshUrn());

        var answer = await fixture.LinkAsync(Link(one, other, "Successor"), Link(other, one, "Successor"));

        Assert.Equal(1, answer.QueuedCount);
        await DoubtfulAsync(one, other, Doubt.Contradictory);
        Assert.Equal([(other, false)], await AncestorsAsync(one));
        Assert.Equal((true, false), (await IsQueuedAsync(one), await IsQueuedAsync(other)));
    }

    [Fact]
    public async Task A_decision_on_one_direction_decides_the_other()
    {
        var (one, other) = (FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(one, other, "Successor"), Link(one, other, "Predecessor"));

        await ResolveAsync(one, other);

        Assert.Equal([(one, true)], await AncestorsAsync(other));
        Assert.Empty(await AncestorsAsync(one));
        Assert.False(await IsQueuedAsync(one) || await IsQueuedAsync(other));
    }

    [Fact]
    public async Task A_decision_that_breaks_a_cycle_settles_the_others_in_it()
    {
        var (one, two, three) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(
            Link(one, two, "Successor"), Link(two, three, "Successor"), Link(three, one, "Successor"));
        await DoubtfulAsync(two, three, Doubt.Cycle);

        await ResolveAsync(three);

        Assert.Equal([(one, true), (two, true)], await AncestorsAsync(three));
        Assert.False(await IsQueuedAsync(one) || await IsQueuedAsync(two) || await IsQueuedAsync(three));
    }

    [Theory]
    [InlineData("Successor - Split School", Doubt.Split)]
    [InlineData("Result of Amalgamation", Doubt.NoDirection)]
    [InlineData("Merged - change in age range", Doubt.NoDirection)]
    [InlineData("Merged - expansion of school capacity", Doubt.NoDirection)]
    public async Task A_kind_of_link_that_leaves_the_successor_open_waits(string type, Doubt doubt)
    {
        var (old, young) = (FreshUrn(), FreshUrn());

        var answer = await fixture.LinkAsync(Link(old, young, type));

        Assert.Equal(1, answer.QueuedCount);
        await DoubtfulAsync(old, young, doubt);
        Assert.Equal([(old, false)], await AncestorsAsync(young));
        Assert.True(await IsQueuedAsync(old));
    }

    [Fact]
    public async Task An_amalgamation_cannot_lead_from_an_open_school_to_a_closed_one()
    {
        var closed = await SchoolAsync(Status.Closed);
        var open = await SchoolAsync(Status.Open);

        await fixture.LinkAsync(Link(open, closed, "Result of Amalgamation"));

        Assert.Equal([(closed, false)], await AncestorsAsync(open));
        Assert.Empty(await AncestorsAsync(closed));
        Assert.Equal((true, false), (await IsQueuedAsync(closed), await IsQueuedAsync(open)));
    }

    [Theory]
    [InlineData(Status.Open, Status.Open, Doubt.PredecessorOpen)]
    [InlineData(Status.ProposedToClose, Status.Open, Doubt.PredecessorOpen)]
    [InlineData(Status.Closed, Status.ProposedToOpen, Doubt.SuccessorProposed)]
    [InlineData(Status.Closed, Status.Open, Doubt.Unspecified)]
    [InlineData(Status.Closed, Status.ProposedToClose, Doubt.Unspecified)]
    [InlineData(Status.Closed, Status.Closed, Doubt.Unspecified)] // it had opened, and has a successor of its own
    public async Task Only_a_closed_school_has_a_successor_and_only_one_that_has_opened(
        Status predecessor, Status successor, Doubt doubt)
    {
        var (old, young) = (await SchoolAsync(predecessor), await SchoolAsync(successor));

        await fixture.LinkAsync(Link(old, young, "Successor"));

        await DoubtfulAsync(old, young, doubt);
        Assert.Equal([(old, doubt == Doubt.Unspecified)], await AncestorsAsync(young));
    }

    [Fact]
    public async Task A_later_import_of_schools_settles_what_depended_on_them()
    {
        var (old, young) = (await SchoolAsync(Status.ProposedToClose), await SchoolAsync(Status.ProposedToOpen));
        await fixture.LinkAsync(Link(old, young, "Successor"));
        await DoubtfulAsync(old, young, Doubt.SuccessorProposed);

        await fixture.ImportAsync(Record(young));
        await DoubtfulAsync(old, young, Doubt.PredecessorOpen);

        await fixture.ImportAsync(Record(old, record => record.Status = Status.Closed));
        await DoubtfulAsync(old, young, Doubt.Unspecified);
        Assert.Equal("successions", Assert.Single((await fixture.LogAsync($"schools/{old}"))[^1].Paths));
    }

    [Theory]
    [InlineData("Successor - merged")]
    [InlineData("Successor - amalgamated")]
    public async Task A_merger_and_an_amalgamation_follow_all_predecessors(string type)
    {
        var (one, other) = (await SchoolAsync(Status.Closed), await SchoolAsync(Status.Closed));
        var merged = await SchoolAsync(Status.Open);

        await fixture.LinkAsync(Link(one, merged, type), Link(other, merged, type));

        Assert.Equal([(one, true), (other, true)], await AncestorsAsync(merged));
    }

    [Fact]
    public async Task A_resolved_fork_keeps_the_reason_in_the_history()
    {
        var (old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, first, "Successor"), Link(old, second, "Successor - Split School"));
        await DoubtfulAsync(old, first, Doubt.Several);

        var history = await ResolveAsync(old, first, second);

        Assert.All(
            history.Successions, link => Assert.Equal(("Looked up.", true), (link.DecisionReason, link.Followed)));
    }

    async Task<string> SchoolAsync(Status status) => (await fixture.SchoolAsync(record => record.Status = status)).Urn;

    async Task DoubtfulAsync(string predecessor, string successor, Doubt doubt)
    {
        var link = Assert.Single((await fixture.HistoryAsync(predecessor)).Successions, link =>
            link.Predecessor == $"schools/{predecessor}" && link.Successor == $"schools/{successor}");
        Assert.Equal((doubt, doubt == Doubt.Unspecified), (link.Doubt, link.Followed));
    }

    async Task<bool> IsQueuedAsync(string urn)
    {
        var queue = await fixture.Directory.ListSuccessionQueueAsync(new() { PageSize = 1000 });
        Assert.Empty(queue.NextPageToken);
        return queue.Histories.Any(history => history.School == $"schools/{urn}");
    }

    async Task<IEnumerable<(string, bool)>> AncestorsAsync(string urn)
    {
        await using var scope = fixture.Service.Services.CreateAsyncScope();
        var ancestors = await scope.ServiceProvider.GetRequiredService<SuccessionStore>().AncestorsAsync(urn);
        return ancestors.Select(ancestor => (ancestor.Urn, ancestor.Followed));
    }

    async Task<V1.SchoolHistory> ResolveAsync(string urn, params IEnumerable<string> successors) =>
        await fixture.Directory.ResolveSuccessionAsync(new()
        {
            Name = $"schools/{urn}",
            Successors = { successors.Select(successor => $"schools/{successor}") },
            Reason = "Looked up.",
        });
}
