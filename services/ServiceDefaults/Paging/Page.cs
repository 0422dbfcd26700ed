namespace Mastery.ServiceDefaults;

/// <summary>One page of a list.</summary>
/// <param name="Rows">The rows, in the list's order.</param>
/// <param name="NextPageToken">What fetches the next page; empty at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string NextPageToken);
