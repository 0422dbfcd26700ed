using System.Globalization;

namespace Mastery.Benchmarks.Measuring;

/// <summary>What a ratio has to be.</summary>
/// <param name="Limit">The bar.</param>
/// <param name="Goal">What would be better still.</param>
/// <param name="AtLeast">Whether more is better: the peer's CPU time as a share of ours, in per cent; else ours is a
/// multiple of the peer's.</param>
sealed record Bar(double Limit, double Goal, bool AtLeast)
{
    /// <summary>Whether the bar is kept.</summary>
    public bool Holds(double value) => AtLeast ? value >= Limit : value <= Limit;

    /// <summary>Whether the goal is reached.</summary>
    public bool Reaches(double value) => AtLeast ? value >= Goal : value <= Goal;

    /// <summary>A ratio as this bar counts.</summary>
    public string Write(double value) =>
        AtLeast
            ? value.ToString("0 %", CultureInfo.InvariantCulture)
            : value.ToString("0.00×", CultureInfo.InvariantCulture);

    /// <summary>The bar as text.</summary>
    public override string ToString() => $"{(AtLeast ? '≥' : '≤')} {Write(Limit)}";
}

/// <summary>A line of the table.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Peer">Beside what.</param>
/// <param name="Bar">What it has to be.</param>
sealed record Row(string What, string Peer, Bar Bar)
{
    /// <summary>Our CPU time per call, and what it is made of.</summary>
    public string Ours { get; private init; } = "";

    /// <summary>The peer's.</summary>
    public string Theirs { get; private init; } = "";

    /// <summary>As measured; null when it was not.</summary>
    public Ratio? Ratio { get; private init; }

    /// <summary>What a reader should know besides; why it was not measured, when it was not.</summary>
    public string Note { get; init; } = "";

    /// <summary>The row with what was measured.</summary>
    public Row Of(Rounds rounds, Arm ours, Arm peer) => Of(rounds, ours, rounds, peer);

    /// <summary>The same where the peer was measured in rounds of its own.</summary>
    public Row Of(Rounds rounds, Arm ours, Rounds others, Arm peer) => this with
    {
        Ours = Write(rounds, ours),
        Theirs = Write(others, peer),
        Ratio = Bar.AtLeast ? others.Ratio(peer, rounds, ours) : rounds.Ratio(ours, others, peer),
    };

    static string Write(Rounds rounds, Arm arm) => arm.Parts.Count == 1
        ? Write(rounds.Cpu(arm))
        : $"{Write(rounds.Cpu(arm))} = "
            + $"{string.Join(" + ", rounds.Parts(arm).Select(part => $"{part.Name} {Write(part.Cpu)}"))}";

    static string Write(TimeSpan cpu) => cpu < TimeSpan.FromMilliseconds(10)
        ? string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalMicroseconds:0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalSeconds:0.00} s");

    /// <summary>The row without a measurement, and why.</summary>
    public Row Skipped(string reason) => this with { Note = $"not measured: {reason}" };
}
