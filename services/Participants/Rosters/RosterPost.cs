namespace Mastery.Participants;

/// <summary>A post of a feed in a department.</summary>
sealed record RosterPost
{
    public required Guid DepartmentId { get; init; }

    public string Id { get; init; } = "";

    public string JobTitle { get; init; } = "";

    public V1.Responsibility? Responsibility { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public bool IsOpenAfter(DateOnly day) => EndDate is null || EndDate > day;

    /// <summary>The posts of a feed, each once: two of one department at the same time are one, with the higher
    /// responsibility.</summary>
    public static IReadOnlyList<RosterPost> Distinct(IEnumerable<RosterPost> posts, DateOnly day) =>
    [
        .. posts.GroupBy(post => (post.DepartmentId, post.IsOpenAfter(day) ? null : post.EndDate))
            .Select(same => same.OrderByDescending(post => post.Responsibility ?? default)
                .ThenBy(post => post.StartDate).First()),
    ];
}
