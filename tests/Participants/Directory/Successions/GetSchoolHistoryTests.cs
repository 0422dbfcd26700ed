using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class GetSchoolHistoryTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Lists_all_predecessors_and_successors_nearest_first()
    {
        string[] chain = [.. Enumerable.Range(0, 6).Select(_ => FreshUrn())];
        await fixture.LinkAsync(chain.Zip(chain[1..], (old, young) => Link(old, young, "Successor")));

        var history = await fixture.HistoryAsync(chain[3]);

        Assert.Equal(Names(chain[2], chain[1], chain[0]), history.Predecessors);
        Assert.Equal(Names(chain[4], chain[5]), history.Successors);
        Assert.Equal((5, false, false), (history.Successions.Count, history.Cyclic, history.Queued));
    }

    [Fact]
    public async Task Follows_no_link_of_a_cycle_and_says_so()
    {
        var (one, two, three) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(
            Link(one, two, "Successor"), Link(two, three, "Successor"), Link(three, one, "Successor"));

        var history = await fixture.HistoryAsync(one);

        Assert.True(history.Cyclic && history.Queued);
        Assert.Empty(history.Successors);
        Assert.Empty(history.Predecessors);
        Assert.All(history.Successions, link => Assert.Equal(V1.Succession.Types.Doubt.Cycle, link.Doubt));
    }

    [Fact]
    public async Task Lists_an_undecided_succession_but_does_not_follow_it()
    {
        var (older, old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(
            Link(older, old, "Successor"), Link(old, first, "Successor"), Link(old, second, "Successor"));

        var history = await fixture.HistoryAsync(first);

        Assert.Empty(history.Predecessors);
        Assert.Equal(
            ($"schools/{old}", false),
            (Assert.Single(history.Successions).Predecessor, history.Successions[0].Followed));
        Assert.False(history.Queued);
    }

    [Fact]
    public async Task Answers_for_a_school_of_the_directory_without_links()
    {
        var school = await fixture.SchoolAsync();

        var history = await fixture.HistoryAsync(school.Urn);

        Assert.Equal(new V1.SchoolHistory { School = school.Name }, history);
    }

    [Fact]
    public Task Does_not_find_a_school_that_is_in_neither_directory_nor_links() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.HistoryAsync("999999"));

    static IEnumerable<string> Names(params string[] urns) => urns.Select(urn => $"schools/{urn}");
}
