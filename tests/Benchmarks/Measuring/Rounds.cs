namespace Mastery.Benchmarks.Measuring;

/// <summary>The samples of arms that were run in turn, so that a busy machine burdens all of them alike.</summary>
sealed class Rounds
{
    readonly Dictionary<Arm, List<Sample>> _samples;

    Rounds(IEnumerable<Arm> arms) => _samples = arms.ToDictionary(arm => arm, _ => new List<Sample>());

    /// <summary>Runs each arm once a round, after all of them are warm.</summary>
    public static async Task<Rounds> RunAsync(int count, params IReadOnlyList<Arm> arms)
    {
        var rounds = new Rounds(arms);
        foreach (var arm in arms)
        {
            await arm.WarmUpAsync();
        }

        for (var round = 0; round < count; round++)
        {
            foreach (var arm in arms)
            {
                rounds._samples[arm].Add(await arm.MeasureAsync());
            }
        }
        return rounds;
    }

    /// <summary>The CPU time of a call, the median of the rounds.</summary>
    public TimeSpan Cpu(Arm arm) => Median(_samples[arm].Select(sample => sample.Cpu));

    /// <summary>The same, part by part.</summary>
    public IReadOnlyList<(string Name, TimeSpan Cpu)> Parts(Arm arm) =>
        [.. arm.Parts.Select((part, i) => (part.Name, Median(_samples[arm].Select(sample => sample.Parts[i]))))];

    /// <summary>The time of a run by the clock, the median of the rounds.</summary>
    public TimeSpan Elapsed(Arm arm) => Median(_samples[arm].Select(sample => sample.Elapsed));

    /// <summary>One arm's CPU time per call over another's, round by round.</summary>
    public Ratio Ratio(Arm one, Arm other) => Ratio(one, this, other);

    /// <summary>The same over an arm of other rounds.</summary>
    public Ratio Ratio(Arm one, Rounds others, Arm other) =>
        new([.. _samples[one].Zip(others._samples[other], (a, b) => a.Cpu / b.Cpu).Order()]);

    static TimeSpan Median(IEnumerable<TimeSpan> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>What was measured of a row in each round.</summary>
/// <param name="Sorted">From the smallest.</param>
sealed record Ratio(IReadOnlyList<double> Sorted)
{
    /// <summary>The one that counts.</summary>
    public double Median => Sorted[Sorted.Count / 2];
}
