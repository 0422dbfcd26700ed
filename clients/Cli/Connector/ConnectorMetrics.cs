using System.Diagnostics.Metrics;
using Mastery.Participants.V1;

namespace Mastery.Cli.Connector;

/// <summary>What the connector counts: numbers by kind, without personal data.</summary>
sealed class ConnectorMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MasteryServices.RosterConnector";

    readonly Counter<long> _cycles;
    readonly Counter<long> _read;
    readonly Counter<long> _applied;
    readonly Histogram<double> _duration;

    /// <summary>Makes them.</summary>
    /// <param name="age">The seconds since the last success; null before the first.</param>
    public ConnectorMetrics(Func<double?> age)
    {
        _cycles = Meter.CreateCounter<long>(
            "mastery.roster_connector.cycles", "{cycle}", "Cycles by what came of them.");
        _read = Meter.CreateCounter<long>(
            "mastery.roster_connector.staff_read", "{person}", "Staff who were read.");
        _applied = Meter.CreateCounter<long>(
            "mastery.roster_connector.effects_applied", "{person}", "People changed, by what happened to them.");
        _duration = Meter.CreateHistogram<double>(
            "mastery.roster_connector.cycle_duration", "s", "How long cycles took.");
        Meter.CreateObservableGauge(
            "mastery.roster_connector.last_success_age",
            () => age() is { } seconds ? (IEnumerable<Measurement<double>>)[new(seconds)] : [],
            "s",
            "How long ago the last cycle was that did not fail.");
    }

    /// <summary>The meter of this connector.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Counts staff who were read.</summary>
    public void Read(int people) => _read.Add(people);

    /// <summary>Counts what was done.</summary>
    public void Applied(RosterSync.Types.Counts counts)
    {
        Add("create", counts.CreateCount);
        Add("update", counts.UpdateCount);
        Add("leave", counts.LeaveCount);
        Add("restore", counts.RestoreCount);

        void Add(string kind, int people) => _applied.Add(people, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>Counts a cycle.</summary>
    public void Cycle(CycleOutcome outcome, TimeSpan duration)
    {
        KeyValuePair<string, object?> tag = new("outcome", CycleWords.Of(outcome));
        _cycles.Add(1, tag);
        _duration.Record(duration.TotalSeconds, tag);
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
