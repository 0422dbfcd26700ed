namespace Mastery.Participants.Tests;

/// <summary>How links become a history, without a database.</summary>
public sealed class SchoolHistoryTests
{
    [Fact]
    public void Lists_a_merger_after_a_split_once()
    {
        var history = Of("a", ("a", "b", true), ("a", "c", true), ("b", "d", true), ("c", "d", true));

        Assert.Equal(["b", "c", "d"], history.Successors);
        Assert.False(history.Cyclic);
    }

    [Fact]
    public void Finds_a_cycle_that_the_school_itself_is_not_in()
    {
        var history = Of("a", ("a", "b", true), ("b", "c", true), ("c", "b", true));

        Assert.True(history.Cyclic);
        Assert.Equal(["b", "c"], history.Successors);
    }

    [Fact]
    public void Needs_a_decision_only_if_the_school_itself_has_several_successors()
    {
        Assert.True(Of("a", ("a", "b", false), ("a", "c", false)).Queued);
        Assert.False(Of("b", ("a", "b", false)).Queued);
    }

    [Fact]
    public void Ends_for_a_long_chain()
    {
        var links = Enumerable.Range(0, 10_000)
            .Select(number => ($"{number:00000}", $"{number + 1:00000}", true))
            .ToArray();

        Assert.Equal(10_000, Of("00000", links).Successors.Count);
    }

    static SchoolHistory Of(string urn, params (string Predecessor, string Successor, bool Followed)[] links) =>
        SchoolHistory.Of(urn,
        [.. links.Select(link => new Succession
        {
            Predecessor = link.Predecessor,
            Successor = link.Successor,
            LinkType = "Successor",
            Followed = link.Followed,
            Doubt = link.Followed ? null : V1.Succession.Types.Doubt.Several,
        })]);
}
