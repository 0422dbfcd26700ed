namespace Mastery.Benchmarks.Measuring;

/// <summary>The samples of arms that were run in turn, so that a busy machine burdens all of them alike.</summary>
sealed class Rounds
{
    readonly Dictionary<Arm, List<Sample>> _samples;

    Rounds(Dictionary<Arm, List<Sample>> samples) => _samples = samples;

    /// <summary>Runs each arm once a round, after all of them are warm.</summary>
    public static async Task<Rounds> RunAsync(int count, params IReadOnlyList<Arm> arms)
    {
        var rounds = new Rounds(arms.ToDictionary(arm => arm, _ => new List<Sample>()));
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

    /// <summary>The same rounds with only some of the parts counted.</summary>
    public Rounds Only(params IReadOnlyCollection<string> parts) => new(_samples.ToDictionary(
        arm => arm.Key,
        arm => arm.Value.ConvertAll(sample => sample.Only(parts))));

    /// <summary>What a call took in CPU time, the median of the rounds, in whole and part by part.</summary>
    public Side Side(Arm arm)
    {
        var samples = _samples[arm];
        return new(
            Median(samples.Select(sample => sample.Cpu)),
            [
                .. samples[0].Parts.Select((part, i) =>
                    (part.Name, Median(samples.Select(sample => sample.Parts[i].Cpu)))),
            ]);
    }

    /// <summary>The time of a run by the clock, the median of the rounds.</summary>
    public TimeSpan Elapsed(Arm arm) => Median(_samples[arm].Select(sample => sample.Elapsed));

    /// <summary>The same in each round, in seconds.</summary>
    public IEnumerable<double> Seconds(Arm arm) => _samples[arm].Select(sample => sample.Elapsed.TotalSeconds);

    /// <summary>One arm's CPU time per call over another's, round by round.</summary>
    public Spread Ratio(Arm one, Arm other) => Ratio(one, this, other, sample => sample.Cpu);

    /// <summary>What is asked of one arm over the same of an arm that may be of other rounds.</summary>
    public Spread Ratio(Arm one, Rounds others, Arm other, Func<Sample, TimeSpan> of) =>
        new([.. _samples[one].Zip(others._samples[other], (a, b) => of(a) / of(b)).Order()]);

    static TimeSpan Median(IEnumerable<TimeSpan> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>What was measured of a row in each round.</summary>
/// <param name="Sorted">From the smallest.</param>
sealed record Spread(IReadOnlyList<double> Sorted)
{
    /// <summary>The one that counts.</summary>
    public double Median => Sorted[Sorted.Count / 2];
}
