using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Work of the background that is due once an hour, in each process at a time of its own. What fails is tried
/// again an hour later.</summary>
/// <param name="work">What it does, as a log says it: <c>Deleting old answers</c>.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
public abstract partial class HourlyWorker(string work, TimeProvider clock, ILogger log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>The clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>The log.</summary>
    protected ILogger Log { get; } = log;

    /// <summary>Whether the service's settings ask for the work at all.</summary>
    protected virtual bool IsOn => true;

    /// <summary>Does what is due.</summary>
    protected abstract Task DoDueAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
        {
            return;
        }

        await Task.Delay(Interval * Random.Shared.NextDouble(), Clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, Clock);
        do
        {
            try
            {
                await DoDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailure(Log, exception, work);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "{Work} failed; it is tried again in an hour")]
    static partial void LogFailure(ILogger log, Exception exception, string work);
}
