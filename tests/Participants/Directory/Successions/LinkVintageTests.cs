using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>The newest extract is the truth about a pair of schools, whatever the order of the imports.</summary>
public sealed class LinkVintageTests(VintageFixture fixture) : IClassFixture<VintageFixture>
{
    const string Older = "2024-07-17";
    const string Newer = "2025-01-09";

    [Fact]
    public async Task A_link_that_is_turned_round_is_one_link_in_the_new_direction()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(Older, false, Link("144014", "150871", "Successor"));

        var answer = await fixture.LinkAsync(Newer, false, Link("144014", "150871", "Predecessor"));

        Assert.Equal([("150871", true)], await fixture.AncestorsAsync("144014"));
        Assert.Empty(await fixture.AncestorsAsync("150871"));
        Assert.Equal((1, 0), (answer.WithdrawnCount, answer.QueuedCount));
        var history = await HistoryAsync("144014");
        Assert.False(history.Cyclic);
        Assert.Equal(
            ["", Newer], history.Successions.OrderBy(link => link.WithdrawnDate).Select(link => link.WithdrawnDate));
    }

    [Fact]
    public async Task A_complete_extract_withdraws_what_it_no_longer_has_and_keeps_it_in_the_history()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(
            Older, true, Link("100001", "100002", "Successor"), Link("100003", "100004", "Successor"));

        var answer = await fixture.LinkAsync(Newer, true, Link("100001", "100002", "Successor"));

        Assert.Equal((0, 1), (answer.CreatedCount, answer.WithdrawnCount));
        Assert.Empty(await fixture.AncestorsAsync("100004"));
        var link = Assert.Single((await HistoryAsync("100003")).Successions);
        Assert.Equal(("schools/100004", Newer, false), (link.Successor, link.WithdrawnDate, link.Followed));
        Assert.Equal([("100001", true)], await fixture.AncestorsAsync("100002"));
    }

    [Fact]
    public async Task A_part_of_an_extract_withdraws_nothing()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(
            Older, true, Link("100001", "100002", "Successor"), Link("100003", "100004", "Successor"));

        await fixture.LinkAsync(Newer, false, Link("100001", "100002", "Successor"));

        Assert.Equal([("100003", true)], await fixture.AncestorsAsync("100004"));
    }

    [Fact]
    public async Task A_withdrawn_link_stands_again_when_a_newer_extract_has_it_again()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync("2024-01-29", true, Link("100003", "100004", "Successor"));
        await fixture.LinkAsync(Older, true, Link("100001", "100002", "Successor"));

        await fixture.LinkAsync(Newer, true, Link("100003", "100004", "Successor"));

        Assert.Equal([("100003", true)], await fixture.AncestorsAsync("100004"));
    }

    [Fact]
    public async Task A_link_withdrawn_from_a_fork_settles_it()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(
            Older, true, Link("100001", "100002", "Successor"), Link("100001", "100003", "Successor"));
        Assert.True((await HistoryAsync("100001")).Queued);

        await fixture.LinkAsync(Newer, true, Link("100001", "100003", "Successor"));

        Assert.False((await HistoryAsync("100001")).Queued);
        Assert.Equal([("100001", true)], await fixture.AncestorsAsync("100003"));
    }

    [Fact]
    public async Task What_a_person_decided_outlives_the_link()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(
            Older, true, Link("100001", "100002", "Successor"), Link("100001", "100003", "Successor"));
        await fixture.Directory.ResolveSuccessionAsync(
            new() { Name = "schools/100001", Successors = { "schools/100002" }, Reason = "Its governors said so." });

        await fixture.LinkAsync(Newer, true, Link("100001", "100003", "Successor"));

        Assert.Equal([("100001", true)], await fixture.AncestorsAsync("100002"));
    }

    [Fact]
    public async Task An_extract_that_is_cut_off_is_refused_and_changes_nothing()
    {
        await fixture.ClearAsync();
        List<V1.SuccessionRecord> links =
            [.. Enumerable.Range(100_000, 600).Select(urn => Link($"{urn}", $"{urn + 1000}", "Successor"))];
        await fixture.LinkAsync(Older, true, links);
        var before = await fixture.StateAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.Incomplete,
            () => fixture.LinkAsync(Newer, true, links.Take(400)));

        Assert.Equal(before, await fixture.StateAsync());
    }

    [Fact]
    public async Task Counts_the_records_of_an_older_extract_as_outdated()
    {
        await fixture.ClearAsync();
        await fixture.LinkAsync(Newer, true, Link("100001", "100002", "Successor"));

        var answer = await fixture.LinkAsync(
            Older, true, Link("100001", "100002", "Successor"), Link("100003", "100004", "Successor"));

        Assert.Equal((2, 1), (answer.OutdatedCount, answer.CreatedCount));
        Assert.Empty(await fixture.AncestorsAsync("100004"));
    }

    [Fact]
    public async Task A_link_of_a_childrens_centre_is_outside_and_no_fault()
    {
        await fixture.ClearAsync();

        var answer = await fixture.LinkAsync(Newer, false, Link("20003", "100002", "Successor"));

        Assert.Equal((0, 1, 0), (answer.CreatedCount, answer.OutsideCount, answer.RejectedCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_order_of_three_vintages_ends_in_the_same_state(bool complete)
    {
        List<IReadOnlyList<string>> ends = [];
        foreach (var order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            await fixture.ClearAsync();
            foreach (var vintage in order)
            {
                await fixture.LinkAsync(GeneratedLinks.Days[vintage], complete, GeneratedLinks.Vintage(vintage));
            }

            ends.Add(await fixture.StateAsync());
        }

        Assert.True(ends[0].Count > 1000);
        Assert.All(ends, end => Assert.Equal(ends[0], end));
    }

    async Task<V1.SchoolHistory> HistoryAsync(string urn) =>
        await fixture.Directory.GetSchoolHistoryAsync(new() { Name = $"schools/{urn}" });
}
