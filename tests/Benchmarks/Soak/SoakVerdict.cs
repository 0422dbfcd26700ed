using System.Globalization;
using Mastery.Benchmarks.Measuring;

namespace Mastery.Benchmarks.Soak;

/// <summary>Whether a soak stayed as it was: no call failed, calls did not become slower, and memory, once it had grown
/// to what it needs, did not grow.</summary>
static class SoakVerdict
{
    const double Late = 0.99;

    /// <summary>One row for each.</summary>
    /// <param name="minutes">The minutes.</param>
    /// <param name="memory">The memory of each process, at even times.</param>
    public static IReadOnlyList<Row> Of(
        IReadOnlyList<SoakMinute> minutes, IReadOnlyList<IReadOnlyDictionary<string, double>> memory) =>
    [
        new Row("calls that failed", "", new(Unit.Count, 0, 0)).Of([minutes.Sum(minute => minute.Errors)]) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture, $"{minutes.Sum(minute => minute.Answered):N0} were answered"),
        },
        Slower([.. minutes.Skip(1).Select(minute => minute.At(Late))]),
        .. memory[0].Keys.Select(process => Growth(process, [.. memory.Select(reading => reading[process])])),
    ];

    // Without the first minute, in which everything is compiled.
    static Row Slower(List<double> late)
    {
        var row = new Row("p99 of the last third", "p99 of the first third", new(Unit.Times, 1.2, 1.05));
        var third = Math.Max(1, late.Count / 3);
        return late.Count < 2
            ? row.Skipped("it takes three minutes at least")
            : row.Of([late.TakeLast(third).Average() / late.Take(third).Average()]);
    }

    static Row Growth(string process, List<double> readings)
    {
        var last = readings[^Math.Max(2, readings.Count / 3)..];
        var (start, end) = Line(last);
        var row = new Row($"memory of {process}, end of the last third", "its start", new(Unit.Times, 1.05, 1.01));
        return row.Of([end / start]) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture, $"{readings[0]:0} MB at first, {readings[^1]:0} MB at last"),
        };
    }

    /// <summary>The first and the last point of the straight line through readings: a collection of garbage between
    /// two of them says little.</summary>
    static (double Start, double End) Line(List<double> readings)
    {
        var (middle, mean) = ((readings.Count - 1) / 2.0, readings.Average());
        var slope = readings.Select((value, i) => (i - middle) * (value - mean)).Sum()
            / readings.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return (mean - slope * middle, mean + slope * middle);
    }
}
