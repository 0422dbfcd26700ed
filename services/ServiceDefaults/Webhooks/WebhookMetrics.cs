using System.Diagnostics.Metrics;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults;

/// <summary>How deliveries go, without saying whose they are.</summary>
sealed class WebhookMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Mastery.Webhooks";

    readonly Counter<long> _delivered;
    readonly Counter<long> _failed;
    readonly Counter<long> _dead;
    readonly Histogram<double> _lag;

    public WebhookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _delivered = meter.CreateCounter<long>("mastery.webhooks.delivered", description: "Events that were accepted.");
        _failed = meter.CreateCounter<long>("mastery.webhooks.failed", description: "Requests that failed, by why.");
        _dead = meter.CreateCounter<long>("mastery.webhooks.dead", description: "Events that became dead letters.");
        _lag = meter.CreateHistogram<double>(
            "mastery.webhooks.lag", unit: "s", description: "How long after the change an event was accepted.");
    }

    public void Delivered(TimeSpan lag)
    {
        _delivered.Add(1);
        _lag.Record(lag.TotalSeconds);
    }

    public void Failed(Failure why) =>
        _failed.Add(1, new KeyValuePair<string, object?>("reason", Enums.Text(why)));

    public void Dead() => _dead.Add(1);
}
