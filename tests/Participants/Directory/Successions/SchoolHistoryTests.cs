namespace Mastery.Participants.Tests;

/// <summary>How links become a history, without a database.</summary>
public sealed class SchoolHistoryTests
{
    [Fact]
    public void Goes_through_a_merger_after_a_split_once()
    {
        var history = Of("a", ("a", "b", true), ("a", "c", true), ("b", "d", true), ("c", "d", true));

        Assert.Equal(["b", "c", "d"], history.Successors);
        Assert.False(history.Cyclic);
    }

    [Fact]
    public void Sees_a_cycle_that_the_school_itself_is_not_in()
    {
        var history = Of("a", ("a", "b", true), ("b", "c", true), ("c", "b", true));

        Assert.True(history.Cyclic);
        Assert.Equal(["b", "c"], history.Successors);
    }

    [Fact]
    public void Waits_for_a_person_only_where_the_school_itself_forks()
    {
        Assert.True(Of("a", ("a", "b", false), ("a", "c", false)).Queued);
        Assert.False(Of("b", ("a", "b", false)).Queued);
    }

    [Fact]
    public void Comes_to_an_end_however_long_the_chain()
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
        })]);
}
