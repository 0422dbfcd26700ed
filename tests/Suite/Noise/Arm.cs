using System.Globalization;

namespace Mastery.Suite.Tests.Noise;

/// <summary>One way of making noise, and what was measured with it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">Where the calls go.</param>
/// <param name="Noise">How many calls the noisy hub makes in a second.</param>
sealed record Arm(string Name, CallPath Path, int Noise)
{
    public List<Round> Rounds { get; } = [];

    /// <summary>The median of the rounds' p99, in milliseconds.</summary>
    public double P99 => Median(round => round.Quiet.Quantile(0.99));

    /// <summary>The median of the processor time that the gateway and the service took in a round.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromMilliseconds(Median(round => round.ProcessorTime.TotalMilliseconds));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {Name}, {Rounds.Count} rounds: p50 {Median(round => round.Quiet.Quantile(0.5)):0.00} ms, p99 {P99:0.00} ms,
        processor {ProcessorTime.TotalMilliseconds:0} ms; last round {Rounds[^1]}
        """).ReplaceLineEndings(" ");

    double Median(Func<Round, double> of) => Rounds.Select(of).Order().ElementAt(Rounds.Count / 2);
}

/// <summary>What was measured at once.</summary>
/// <param name="Quiet">The answers to the other hub.</param>
/// <param name="Noise">The answers to the noisy one.</param>
/// <param name="ProcessorTime">What the gateway and the service took.</param>
sealed record Round(Answers Quiet, NoiseAnswers Noise, TimeSpan ProcessorTime)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"""
        p50 {Quiet.Quantile(0.5):0.00} ms, p99 {Quiet.Quantile(0.99):0.00} ms of {Quiet.Milliseconds.Count}, processor
        {ProcessorTime.TotalMilliseconds:0} ms, noise answered {Noise.Answered}, refused {Noise.Refused}, failed
        {Noise.Failed}
        """).ReplaceLineEndings(" ");
}
