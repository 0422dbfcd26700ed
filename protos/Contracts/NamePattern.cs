using System.Buffers;

namespace Mastery.Contracts;

/// <summary>A pattern of a <c>google.api.resource</c>, for example <c>hubs/{hub}/plans/{plan}</c>.</summary>
public sealed class NamePattern
{
    const int LongestId = 100;

    static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    readonly string?[] _segments;

    NamePattern(string text, string?[] segments)
    {
        Text = text;
        _segments = segments;
    }

    /// <summary>The pattern as in the contract.</summary>
    public string Text { get; }

    /// <summary>Whether the resource lies under a hub; the hub itself does not.</summary>
    public bool HubOwned => _segments is ["hubs", null, _, ..];

    /// <summary>Whether the pattern is the hub itself.</summary>
    public bool IsHub => _segments is ["hubs", null];

    /// <summary>Reads a pattern.</summary>
    public static NamePattern Parse(string pattern) =>
        new(pattern, [.. pattern.Split('/').Select(segment => segment.StartsWith('{') ? null : segment)]);

    /// <summary>The pattern of the parent: without the last id and its collection.</summary>
    public NamePattern Parent()
    {
        var kept = _segments[..Math.Max(0, _segments.Length - (_segments[^1] is null ? 2 : 1))];
        return new NamePattern(string.Join('/', Text.Split('/').Take(kept.Length)), kept);
    }

    /// <summary>Whether <paramref name="name"/> has this form; <c>-</c> stands for every id where
    /// <paramref name="wildcard"/> allows it.</summary>
    public bool Matches(ReadOnlySpan<char> name, bool wildcard)
    {
        foreach (var expected in _segments)
        {
            if (name.IsEmpty)
            {
                return false;
            }

            var slash = name.IndexOf('/');
            var segment = slash < 0 ? name : name[..slash];
            name = slash < 0 ? [] : slash + 1 == name.Length ? "/" : name[(slash + 1)..];
            if (expected is null ? !IsId(segment, wildcard) : !segment.SequenceEqual(expected))
            {
                return false;
            }
        }

        return name.IsEmpty;
    }

    static bool IsId(ReadOnlySpan<char> segment, bool wildcard) =>
        segment is "-" ? wildcard : segment.Length is > 0 and <= LongestId && !segment.ContainsAnyExcept(IdCharacters);
}
