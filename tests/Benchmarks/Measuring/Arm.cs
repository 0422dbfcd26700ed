using System.Diagnostics;

namespace Mastery.Benchmarks.Measuring;

/// <summary>Some of the processes that take part in an arm.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Cpu">Their CPU time so far.</param>
sealed record Part(string Name, Func<TimeSpan> Cpu)
{
    /// <summary>Processes that run, with all below them.</summary>
    public static Part Running(string name, params int[] processes) => new(name, () => CpuTime.OfTrees(processes));

    /// <summary>Programs that an arm runs to their end.</summary>
    public static Part Ending(string name) => new(name, CpuTime.OfEnded);
}

/// <summary>What one run of an arm took.</summary>
/// <param name="Parts">CPU time per call, part by part.</param>
/// <param name="Elapsed">Time by the clock, of the whole run.</param>
sealed record Sample(IReadOnlyList<(string Name, TimeSpan Cpu)> Parts, TimeSpan Elapsed)
{
    /// <summary>CPU time per call.</summary>
    public TimeSpan Cpu => TimeSpan.FromTicks(Parts.Sum(part => part.Cpu.Ticks));

    /// <summary>The sample with only some of its parts.</summary>
    public Sample Only(IReadOnlyCollection<string> names) =>
        this with { Parts = [.. Parts.Where(part => names.Contains(part.Name))] };
}

/// <summary>One side of a comparison.</summary>
/// <param name="Calls">How many calls a run makes.</param>
/// <param name="WorkAsync">One run.</param>
/// <param name="Parts">Every process that takes part.</param>
sealed record Arm(int Calls, Func<Task> WorkAsync, params IReadOnlyList<Part> Parts)
{
    // A backend that lost its client takes a moment to end; what a call left behind takes a moment to be done.
    static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    // Runs that are hardly cheaper than the best before are as good as it gets.
    const double Settled = 0.95;

    // One such run may be chance.
    const int Enough = 2;

    /// <summary>The most runs that do not count.</summary>
    public int WarmUps { get; init; } = 8;

    /// <summary>Done before each run, uncounted.</summary>
    public Func<Task> PrepareAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Done after each run, uncounted.</summary>
    public Func<Task> FinishAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Runs it until it gets no cheaper: what is compiled while it runs then is, and caches are
    /// full.</summary>
    public async Task WarmUpAsync()
    {
        var (best, settled) = (TimeSpan.MaxValue, 0);
        for (var run = 0; run < WarmUps && settled < Enough; run++)
        {
            var cpu = (await MeasureAsync()).Cpu;
            settled = cpu > best * Settled ? settled + 1 : 0;
            best = cpu < best ? cpu : best;
        }
    }

    /// <summary>Runs it once.</summary>
    public async Task<Sample> MeasureAsync()
    {
        await PrepareAsync();
        await Task.Delay(Settle);
        var before = Read();
        var clock = Stopwatch.StartNew();
        await WorkAsync();
        var elapsed = clock.Elapsed;
        await Task.Delay(Settle);
        var sample = new Sample(
            [.. Read().Zip(before, (after, start) => (after.Name, (after.Cpu - start.Cpu) / Calls))], elapsed);
        await FinishAsync();
        return sample;
    }

    List<(string Name, TimeSpan Cpu)> Read() => [.. Parts.Select(part => (part.Name, part.Cpu()))];
}
