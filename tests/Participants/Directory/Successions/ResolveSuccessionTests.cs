using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class ResolveSuccessionTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Follows_the_successors_chosen_and_no_others()
    {
        var (old, first, second) = await ForkAsync();

        var history = await ResolveAsync(old, second);

        Assert.Equal([$"schools/{second}"], history.Successors);
        Assert.False(history.Queued);
        Assert.Empty((await fixture.HistoryAsync(first)).Predecessors);
    }

    [Fact]
    public async Task Follows_several_successors()
    {
        var (old, first, second) = await ForkAsync();

        var history = await ResolveAsync(old, first, second);

        Assert.Equal([$"schools/{first}", $"schools/{second}"], history.Successors);
    }

    [Fact]
    public async Task Follows_none_when_none_is_chosen()
    {
        var (old, _, _) = await ForkAsync();

        var history = await ResolveAsync(old);

        Assert.Equal((0, false), (history.Successors.Count, history.Queued));
    }

    [Fact]
    public async Task Is_kept_by_a_later_import()
    {
        var (old, first, second) = await ForkAsync();
        await ResolveAsync(old, second);

        var answer = await fixture.LinkAsync(
            Link(old, first, "Successor", "2024-01-01"), Link(old, second, "Successor", "2024-01-01"));

        Assert.Equal((2, 0), (answer.UpdatedCount, answer.QueuedCount));
        Assert.Equal([$"schools/{second}"], (await fixture.HistoryAsync(old)).Successors);
    }

    [Fact]
    public async Task Is_needed_again_when_a_later_import_adds_a_successor()
    {
        var (old, _, second) = await ForkAsync();
        await ResolveAsync(old, second);

        var answer = await fixture.LinkAsync(Link(old, FreshUrn(), "Successor"));

        var history = await fixture.HistoryAsync(old);
        Assert.Equal((1, true), (answer.QueuedCount, history.Queued));
        Assert.Equal([$"schools/{second}"], history.Successors);
    }

    [Fact]
    public async Task Makes_a_succession_of_a_link_of_another_kind()
    {
        var (infant, primary) = (FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(infant, primary, "Result of Amalgamation"));

        await ResolveAsync(infant, primary);

        Assert.Equal([$"schools/{infant}"], (await fixture.HistoryAsync(primary)).Predecessors);
    }

    [Fact]
    public async Task Logs_the_decision_with_its_reason()
    {
        var (old, _, second) = await ForkAsync();

        await ResolveAsync(old, second);

        Assert.Contains(
            "Its governors said so.", (await fixture.LogAsync($"schools/{old}"))[^1].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_school_that_is_not_linked()
    {
        var (old, first, _) = await ForkAsync();

        await Refused.ForFieldAsync("successors[1]", () => ResolveAsync(old, first, "999999"));
    }

    [Fact]
    public async Task Refuses_when_there_is_nothing_to_decide()
    {
        var (_, first, _) = await ForkAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => ResolveAsync(first));
    }

    async Task<(string Old, string First, string Second)> ForkAsync()
    {
        var (old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, first, "Successor"), Link(old, second, "Successor"));
        return (old, first, second);
    }

    async Task<V1.SchoolHistory> ResolveAsync(string urn, params IEnumerable<string> successors) =>
        await fixture.Directory.ResolveSuccessionAsync(new()
        {
            Name = $"schools/{urn}",
            Successors = { successors.Select(successor => $"schools/{successor}") },
            Reason = "Its governors said so.",
        });
}
