namespace Mastery.ServiceDefaults;

/// <summary>Rows that were asked for by name (AIP-231).</summary>
public static class BatchOfRows
{
    /// <summary>The rows in the order of <paramref name="names"/>, one for each of them.</summary>
    /// <param name="rows">The rows that were found, in any order.</param>
    /// <param name="names">The names that were asked for; one may be there twice.</param>
    /// <param name="type">The resource type, for the refusal.</param>
    /// <exception cref="ApiError">NOT_FOUND naming those that are missing.</exception>
    public static IReadOnlyList<T> InOrderOf<T>(this IEnumerable<T> rows, IReadOnlyList<string> names, string type)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(names);
        var byName = rows.ToDictionary(row => row.Name);
        List<string> missing = [.. names.Where(name => !byName.ContainsKey(name)).Distinct()];
        return missing.Count == 0 ? [.. names.Select(name => byName[name])] : throw ApiError.NotFound(type, missing);
    }
}
