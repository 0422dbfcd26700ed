using System.Diagnostics;

namespace Mastery.Benchmarks.Measuring;

/// <summary>What one run of an arm took.</summary>
/// <param name="Cpu">CPU time per call.</param>
/// <param name="Elapsed">Time by the clock, of the whole run.</param>
readonly record struct Sample(TimeSpan Cpu, TimeSpan Elapsed);

/// <summary>One side of a comparison.</summary>
/// <param name="Calls">How many calls a run makes.</param>
/// <param name="Cpu">The CPU time so far of every process that takes part.</param>
/// <param name="WorkAsync">One run.</param>
sealed record Arm(int Calls, Func<TimeSpan> Cpu, Func<Task> WorkAsync)
{
    // A backend that lost its client takes a moment to end; what a call left behind takes a moment to be done.
    static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    /// <summary>Done before each run, uncounted.</summary>
    public Func<Task> PrepareAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Runs it once.</summary>
    public async Task<Sample> MeasureAsync()
    {
        await PrepareAsync();
        await Task.Delay(Settle);
        var before = Cpu();
        var clock = Stopwatch.StartNew();
        await WorkAsync();
        var elapsed = clock.Elapsed;
        await Task.Delay(Settle);
        return new((Cpu() - before) / Calls, elapsed);
    }
}
