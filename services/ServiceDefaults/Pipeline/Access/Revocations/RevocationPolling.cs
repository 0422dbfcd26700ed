using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Asks every other second which tokens are void, so that a revocation is effective within five. While nobody
/// can be asked, what was known last stands: it becomes wrong only by what is revoked meanwhile.</summary>
sealed partial class RevocationPolling(
    IRevocationSource source, Revocations revocations, TimeProvider time, IMeterFactory meters,
    ILogger<RevocationPolling> log) : BackgroundService
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Mastery.Access";

    /// <summary>How often it asks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // What is known is known before the first call, where that takes no longer.
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    long _answered;
    bool _failed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (source is AccessRevocations { IsConfigured: false })
        {
            return;
        }

        _answered = time.GetTimestamp();
        meters.Create(Meter).CreateObservableGauge("mastery.access.revocations.age",
            () => time.GetElapsedTime(Volatile.Read(ref _answered)).TotalSeconds, unit: "s",
            description: "How old what is known of void tokens is.");
        await Task.WhenAny(PollAsync(cancellationToken), Task.Delay(FirstWait, time, cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await PollAsync(stoppingToken);
        }
    }

    async Task PollAsync(CancellationToken cancellation)
    {
        try
        {
            revocations.Replace(await source.ReadAsync(cancellation));
            Volatile.Write(ref _answered, time.GetTimestamp());
            if (_failed)
            {
                LogAgain();
            }

            _failed = false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (!_failed)
            {
                LogFailure(exception.Message);
            }

            _failed = true;
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Which tokens are void cannot be learned, what is known stands; it is asked again every 2 s: {Why}")]
    partial void LogFailure(string why);

    [LoggerMessage(LogLevel.Information, "Which tokens are void is known again")]
    partial void LogAgain();
}
