namespace Mastery.Years;

/// <summary>A generated hub as it was written: the names of the resources, in the order of what was
/// generated.</summary>
/// <param name="Hub">What was generated.</param>
/// <param name="Departments">The departments.</param>
/// <param name="People">The people of each department.</param>
/// <param name="Groups">The Work Groups.</param>
public sealed record WrittenHub(
    GeneratedHub Hub,
    IReadOnlyList<string> Departments,
    IReadOnlyList<IReadOnlyList<string>> People,
    IReadOnlyList<string> Groups)
{
    /// <summary>The two Advocates of a department's application.</summary>
    public IReadOnlyList<string> Advocates(int department) =>
        Hub.Departments[department].Application is { Partner: { } partner }
            ? [People[department][0], People[partner][0]]
            : [People[department][0], People[department][1]];
}
