using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Delivers to webhooks, several at once and of each hub only some, so that slow receivers of one hub keep no
/// others waiting.</summary>
sealed partial class WebhookWorker(
    WebhookQueue queue, WebhookDelivery delivery, WebhookCollection collection, IOptions<WebhookOptions> options,
    TimeProvider time, ILogger<WebhookWorker> log) : BackgroundService
{
    readonly ConcurrentDictionary<(string Hub, Guid Id), Task> _running = new();

    /// <summary>Begins to deliver what is due, as far as there is room.</summary>
    public async Task StartDueAsync(CancellationToken cancellation)
    {
        foreach (var due in await queue.DueAsync(time.GetUtcNow().UtcDateTime, cancellation))
        {
            if (_running.Count >= options.Value.Concurrency)
            {
                return;
            }

            if (!_running.ContainsKey(due)
                && _running.Keys.Count(other => other.Hub == due.Hub) < options.Value.ConcurrencyPerHub)
            {
                // Only this loop adds: what has ended takes itself out, and is added before it begins.
                var begin = new TaskCompletionSource();
                _running[due] = DeliverAsync(due, begin.Task, cancellation);
                begin.SetResult();
            }
        }
    }

    /// <summary>Waits for what was begun.</summary>
    public Task IdleAsync() => Task.WhenAll(_running.Values);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn || !collection.IsServed)
        {
            return;
        }

        try
        {
            using var timer = new PeriodicTimer(options.Value.PollInterval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryStartDueAsync(stoppingToken);
            }
        }
        finally
        {
            await IdleAsync();
        }
    }

    async Task TryStartDueAsync(CancellationToken cancellation)
    {
        try
        {
            await StartDueAsync(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailure(exception);
        }
    }

    async Task DeliverAsync((string Hub, Guid Id) due, Task begin, CancellationToken cancellation)
    {
        await begin;
        try
        {
            await delivery.RunAsync(due.Hub, due.Id, cancellation);
        }
        catch (Exception exception)
        {
            if (!cancellation.IsCancellationRequested)
            {
                LogFailure(exception);
            }
        }
        finally
        {
            _running.TryRemove(due, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks could not be delivered to; it is tried again at the next interval")]
    partial void LogFailure(Exception exception);
}
