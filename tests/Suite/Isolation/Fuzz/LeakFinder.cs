using System.Buffers;
using System.Text;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Looks in answers for words and ids of data that the caller may not see.</summary>
sealed class LeakFinder
{
    readonly Dictionary<string, FuzzSeed> _seeds = [];
    readonly SearchValues<string> _any;

    public LeakFinder(IEnumerable<FuzzSeed> seeds)
    {
        foreach (var seed in seeds)
        {
            foreach (var mark in seed.Ids.Append(seed.Word))
            {
                _seeds[mark] = seed;
            }

            _seeds[seed.HubWord] = seed with { Word = seed.HubWord };
        }

        _any = SearchValues.Create([.. _seeds.Keys], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The first mark that the principal may not see and that its request did not name; null for
    /// none.</summary>
    public (string Mark, FuzzSeed Of)? Find(FuzzPrincipal principal, string request, ReadOnlySpan<byte> answer)
    {
        // Marks are ASCII: whatever else the bytes mean, they are found.
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(answer);
        for (var at = text.IndexOfAny(_any); at >= 0; at = text.IndexOfAny(_any))
        {
            text = text[at..];
            foreach (var (mark, seed) in _seeds)
            {
                if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase) && !principal.Owns(seed)
                    && !request.Contains(mark, StringComparison.OrdinalIgnoreCase))
                {
                    return (mark, seed);
                }
            }

            text = text[1..];
        }

        return null;
    }
}
