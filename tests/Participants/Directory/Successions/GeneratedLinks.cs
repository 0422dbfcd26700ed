using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>Three vintages of generated links: between them, links appear, vanish, turn round, change their kind, and
/// lose one of their two sides.</summary>
static class GeneratedLinks
{
    const int Pairs = 400;

    public static readonly string[] Days = ["2024-01-29", "2024-07-17", "2025-01-09"];

    static readonly string[] Kinds = ["", "", "", " - merged", " - amalgamated", " - Split School"];

    public static IEnumerable<V1.SuccessionRecord> Vintage(int vintage)
    {
        var line = 2;
        foreach (var link in Enumerable.Range(0, Pairs).SelectMany(pair => Links(pair, vintage)))
        {
            link.Line = line++;
            yield return link;
        }
    }

    static IEnumerable<V1.SuccessionRecord> Links(int pair, int vintage)
    {
        var before = new Random(pair);
        var (old, young) = ($"{110_000 + before.Next(300)}", $"{120_000 + pair}");
        var kind = Kinds[before.Next(Kinds.Length)];
        // Every second pair is the same in all vintages.
        var now = pair % 2 == 0 ? new Random(pair) : new Random(pair * 7 + vintage);
        return now.Next(10) switch
        {
            0 => [],
            1 => [Link(young, old, "Successor" + kind, "2024-01-01"), Link(old, young, "Predecessor" + kind)],
            2 => [Link(old, young, "Successor" + kind)],
            3 => [Link(young, old, "Predecessor" + kind, "2023-09-01")],
            4 => [Link(old, young, "Successor"), Link(young, old, "Successor")],
            5 => [Link(old, young, "Result of Amalgamation"), Link(young, old, "Result of Amalgamation")],
            6 => [Link(old, young, "Sixth Form Centre Link")],
            _ => [Link(old, young, "Successor" + kind, "2022-08-31"), Link(young, old, "Predecessor" + kind)],
        };
    }
}
