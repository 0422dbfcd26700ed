using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class BatchImportSuccessionsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Makes_one_succession_of_the_two_directions_of_a_pair()
    {
        var (old, young) = (FreshUrn(), FreshUrn());

        await fixture.LinkAsync(
            Link(old, young, "Successor", "2012-08-31"), Link(young, old, "Predecessor", "2012-09-01"));

        var succession = Assert.Single((await fixture.HistoryAsync(young)).Successions);
        Assert.Equal(
            ("Successor", "2012-08-31", true), (succession.LinkType, succession.LinkDate, succession.Followed));
    }

    [Theory]
    [InlineData("Predecessor")]
    [InlineData("Predecessor - merged")]
    [InlineData("Predecessor - amalgamated")]
    public async Task Follows_an_only_successor(string type)
    {
        var (old, young) = (FreshUrn(), FreshUrn());

        await fixture.LinkAsync(Link(young, old, type));

        Assert.Equal([$"schools/{young}"], (await fixture.HistoryAsync(old)).Successors);
    }

    [Theory]
    [InlineData("Sixth Form Centre Link")]
    [InlineData("Other")]
    public async Task Keeps_a_link_of_another_kind_without_following_it(string type)
    {
        var (one, other) = (FreshUrn(), FreshUrn());

        var answer = await fixture.LinkAsync(Link(one, other, type));

        var history = await fixture.HistoryAsync(one);
        Assert.Equal((1, 0, false), (answer.CreatedCount, answer.QueuedCount, history.Queued));
        Assert.Empty(history.Successors);
        Assert.Equal((type, false), (Assert.Single(history.Successions).LinkType, history.Successions[0].Followed));
    }

    [Fact]
    public async Task Queues_a_school_with_a_second_successor_and_follows_none()
    {
        var (old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, first, "Successor"));

        var answer = await fixture.LinkAsync(Link(second, old, "Predecessor - Split School"));

        var history = await fixture.HistoryAsync(old);
        Assert.Equal((1, true), (answer.QueuedCount, history.Queued));
        Assert.Empty(history.Successors);
        Assert.Equal(2, history.Successions.Count(succession => !succession.Followed));
    }

    [Fact]
    public async Task Follows_both_schools_of_a_merger()
    {
        var (one, other, merged) = (FreshUrn(), FreshUrn(), FreshUrn());

        var answer = await fixture.LinkAsync(
            Link(one, merged, "Successor - merged"), Link(merged, other, "Predecessor - merged"));

        Assert.Equal(0, answer.QueuedCount);
        Assert.Equal([$"schools/{one}", $"schools/{other}"], (await fixture.HistoryAsync(merged)).Predecessors);
    }

    [Fact]
    public async Task Counts_a_corrected_link_as_updated()
    {
        var (old, young) = (FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, young, "Successor"));

        var answer = await fixture.LinkAsync(Link(old, young, "Successor - merged", "2020-01-01"));

        Assert.Equal(1, answer.UpdatedCount);
        var succession = Assert.Single((await fixture.HistoryAsync(old)).Successions);
        Assert.Equal(("Successor - merged", "2020-01-01"), (succession.LinkType, succession.LinkDate));
    }

    [Fact]
    public async Task Logs_both_schools_of_a_link_that_the_successor_tells()
    {
        var (old, young) = (FreshUrn(), FreshUrn());

        await fixture.LinkAsync(Link(young, old, "Predecessor"));

        Assert.Equal(["successions"], Assert.Single(await fixture.LogAsync($"schools/{old}")).Paths);
        Assert.Equal(["links"], Assert.Single(await fixture.LogAsync($"schools/{young}")).Paths);
    }

    [Fact]
    public async Task The_feed_tells_what_was_known_of_a_school_s_links_before_and_after()
    {
        var (old, young) = (FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, young, "Successor"));
        await fixture.LinkAsync(Link(old, young, "Successor - merged", "2020-01-01"));

        var feed = fixture.Client<Changes.V1.ParticipantsChangeService.ParticipantsChangeServiceClient>();
        var changes = await feed.ListChangesAsync(
            new() { Parent = "hubs/national", Filter = $"resource = \"schools/{old}\"", OrderBy = "revision desc" });

        Assert.Equal(2, changes.Changes.Count);
        Assert.Empty(changes.Changes[0].WithheldFields);
        Assert.Equal((await fixture.HistoryAsync(old)).Successions, Read(changes.Changes[0].After).Successions);
        Assert.Equal("Successor", Assert.Single(Read(changes.Changes[0].Before).Successions).LinkType);

        static V1.SchoolHistory Read(Google.Protobuf.WellKnownTypes.Struct state) =>
            V1.SchoolHistory.Parser.ParseJson($"{state}");
    }

    [Theory]
    [InlineData("", "100001", "Successor", "URN")]
    [InlineData("100001", "1", "Successor", "LinkURN")]
    [InlineData("100001", "100001", "Successor", "LinkURN")]
    [InlineData("100001", "100002", "", "LinkType")]
    public async Task Rejects_an_invalid_record_and_imports_the_others(
        string urn, string linkUrn, string type, string column)
    {
        var answer = await fixture.LinkAsync(Link(urn, linkUrn, type), Link(FreshUrn(), FreshUrn(), "Successor"));

        Assert.Equal((1, 1), (answer.CreatedCount, answer.RejectedCount));
        Assert.Equal(column, Assert.Single(answer.RejectedRecords).Column);
    }

    [Fact]
    public async Task Rejects_a_link_given_twice()
    {
        var link = Link(FreshUrn(), FreshUrn(), "Successor");

        var answer = await fixture.LinkAsync(link, link);

        Assert.Equal((1, 1), (answer.CreatedCount, answer.RejectedCount));
    }
}
