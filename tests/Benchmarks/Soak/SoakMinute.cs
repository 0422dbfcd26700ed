using System.Collections.Concurrent;
using System.Globalization;

namespace Mastery.Benchmarks.Soak;

/// <summary>What came of the calls of a minute.</summary>
sealed class SoakMinute
{
    readonly ConcurrentBag<double> _milliseconds = [];
    readonly ConcurrentDictionary<string, int> _errors = [];

    /// <summary>How many were answered.</summary>
    public int Answered => _milliseconds.Count;

    /// <summary>How many were not.</summary>
    public int Errors => _errors.Values.Sum();

    /// <summary>A call was answered.</summary>
    public void Answer(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <summary>A call failed.</summary>
    public void Fail(string why) => _errors.AddOrUpdate(why, 1, (_, count) => count + 1);

    /// <summary>The time in which such a share of the calls was answered, in milliseconds.</summary>
    public double At(double share)
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted.Count == 0 ? double.PositiveInfinity : sorted[(int)((sorted.Count - 1) * share)];
    }

    /// <summary>As a line says it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Answered:N0} calls, {Errors:N0} errors, p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms")
        + string.Concat(_errors.Select(error => $" [{error.Value} × {error.Key}]"));
}
