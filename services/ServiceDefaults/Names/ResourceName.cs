using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>Takes resource names apart. The pipeline has already matched every name of a request with its
/// pattern.</summary>
public static class ResourceName
{
    /// <summary>The hub id under which national resources are logged, and which no hub may have.</summary>
    public const string National = "national";

    /// <summary>The id that follows <paramref name="collection"/>: <c>Segment("hubs/x/plans/y", "plans")</c> is
    /// <c>y</c>; empty when the name has no such collection.</summary>
    public static string Segment(string name, string collection)
    {
        var rest = name.AsSpan();
        while (!rest.IsEmpty)
        {
            var found = Take(ref rest).SequenceEqual(collection);
            var id = Take(ref rest);
            if (found)
            {
                return id.ToString();
            }
        }

        return "";
    }

    /// <summary>The hub of a hub-owned name, <c>-</c> for every hub; empty when the name is under no hub.</summary>
    public static string HubId(this string name) => name.StartsWith("hubs/", StringComparison.Ordinal)
        ? Segment(name, "hubs") : "";

    /// <summary>The last segment of a name.</summary>
    public static string Id(this string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The last segment of a name as the UUID it is in the database.</summary>
    /// <exception cref="ApiError">NOT_FOUND: a well-formed name whose id is no UUID names nothing.</exception>
    public static Guid Uuid(this string name) =>
        Guid.TryParseExact(name.Id(), "D", out var id) ? id : throw ApiError.NotFound(ResourceTypes.Naming(name), name);

    /// <summary>The name without its last collection and id; empty for a top-level resource.</summary>
    public static string ParentName(this string name)
    {
        var collection = name.LastIndexOf('/') is var id and > 0 ? name.LastIndexOf('/', id - 1) : -1;
        return collection < 0 ? "" : name[..collection];
    }

    static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        rest = slash < 0 ? [] : rest[(slash + 1)..];
        return segment;
    }
}
