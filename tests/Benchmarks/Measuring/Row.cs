using System.Globalization;

namespace Mastery.Benchmarks.Measuring;

/// <summary>How a row did.</summary>
enum Verdict
{
    /// <summary>The goal is reached.</summary>
    Goal,

    /// <summary>The bar is kept.</summary>
    Bar,

    /// <summary>There is no bar.</summary>
    None,

    /// <summary>The bar is not kept, or nothing could be measured.</summary>
    Missed,
}

/// <summary>What one side of a row took.</summary>
/// <param name="Total">Of a call, or of a run.</param>
/// <param name="Parts">What it is made of: CPU time, process by process; empty where the clock was read.</param>
sealed record Side(TimeSpan Total, IReadOnlyList<(string Name, TimeSpan Cpu)> Parts)
{
    /// <summary>As text.</summary>
    public override string ToString() => Parts.Count < 2
        ? Write(Total)
        : $"{Write(Total)} = {string.Join(" + ", Parts.Select(part => $"{part.Name} {Write(part.Cpu)}"))}";

    static string Write(TimeSpan time) => time < TimeSpan.FromMilliseconds(10)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}

/// <summary>A line of the table.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Peer">Beside what.</param>
/// <param name="Bar">What it has to be.</param>
sealed record Row(string What, string Peer, Bar Bar)
{
    /// <summary>What ours took; null where there are no two sides.</summary>
    public Side? Ours { get; private init; }

    /// <summary>What the peer took.</summary>
    public Side? Theirs { get; private init; }

    /// <summary>As measured in each round; null when it was not.</summary>
    public Spread? Measured { get; private init; }

    /// <summary>What a reader should know besides; why it was not measured, when it was not.</summary>
    public string Note { get; init; } = "";

    /// <summary>How it did. What was not measured is missed: nobody knows that it holds.</summary>
    public Verdict Verdict => Measured?.Median switch
    {
        null => Verdict.Missed,
        _ when Bar.Limit is null => Verdict.None,
        { } value when Bar.Reaches(value) => Verdict.Goal,
        { } value when Bar.Holds(value) => Verdict.Bar,
        _ => Verdict.Missed,
    };

    /// <summary>The row with what was measured: CPU time per call.</summary>
    public Row Of(Rounds rounds, Arm ours, Arm peer) => Of(rounds, ours, rounds, peer);

    /// <summary>The same where the peer was measured in rounds of its own.</summary>
    public Row Of(Rounds rounds, Arm ours, Rounds others, Arm peer) => this with
    {
        Ours = rounds.Side(ours),
        Theirs = others.Side(peer),
        Measured = Bar.Unit == Unit.Share
            ? others.Ratio(peer, rounds, ours, sample => sample.Cpu)
            : rounds.Ratio(ours, others, peer, sample => sample.Cpu),
    };

    /// <summary>The row with what was measured by the clock.</summary>
    public Row ByClock(Rounds rounds, Arm ours, Arm peer) => this with
    {
        Ours = new(rounds.Elapsed(ours), []),
        Theirs = new(rounds.Elapsed(peer), []),
        Measured = rounds.Ratio(ours, rounds, peer, sample => sample.Elapsed),
    };

    /// <summary>The row with what an arm took by the clock, in seconds, and its CPU time.</summary>
    public Row ByClock(Rounds rounds, Arm ours) => Of(rounds.Seconds(ours)) with { Ours = rounds.Side(ours) };

    /// <summary>The row with values in the unit of its bar.</summary>
    public Row Of(IEnumerable<double> values) => this with { Measured = new([.. values.Order()]) };

    /// <summary>The row without a measurement, and why.</summary>
    public Row Skipped(string reason) => this with { Note = $"not measured: {reason.ReplaceLineEndings(" ")}" };
}
