using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Looks for new revisions while anybody watches: one statement for all streams of the process, so that a
/// stream costs neither a connection nor a thread. It works behind any pooler, and after any failure it is right
/// again.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="options">How often.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
sealed partial class FeedPoller(
    IServiceProvider services, IOptions<FeedOptions> options, TimeProvider time, ILogger<FeedPoller> log)
    : BackgroundService
{
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly HashSet<HubWatch> _watches = [];
    readonly SemaphoreSlim _somebody = new(0);

    /// <summary>Begins to look for revisions of a hub, until the watch is disposed of.</summary>
    public HubWatch Watch(string hub)
    {
        var watch = new HubWatch(hub, time, Leave);
        lock (_gate)
        {
            _watches.Add(watch);
            if (_watches.Count == 1)
            {
                _somebody.Release();
            }
        }

        return watch;
    }

    public override void Dispose()
    {
        _somebody.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (Watches() is not { Count: > 0 } watches)
            {
                await _somebody.WaitAsync(stoppingToken);
                continue;
            }

            var wait = options.Value.PollInterval;
            try
            {
                await PollAsync(watches, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailure(log, exception);
                wait = AfterFailure;
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    async Task PollAsync(List<HubWatch> watches, CancellationToken cancellation)
    {
        var heads = await HeadsAsync([.. watches.Select(watch => watch.Hub).Distinct()], cancellation);
        foreach (var watch in watches)
        {
            if (heads.TryGetValue(watch.Hub, out var head))
            {
                watch.Reach(head);
            }
        }
    }

    async Task<Dictionary<string, FeedPosition>> HeadsAsync(string[] hubs, CancellationToken cancellation)
    {
        var heads = await services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            "SELECT hub_id, epoch, revision FROM revision WHERE hub_id = ANY($1)",
            row => (Hub: row.GetString(0), Position: new FeedPosition(row.GetGuid(1), row.GetInt64(2))),
            [hubs], cancellation);
        return heads.ToDictionary(head => head.Hub, head => head.Position);
    }

    List<HubWatch> Watches()
    {
        lock (_gate)
        {
            return [.. _watches];
        }
    }

    void Leave(HubWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    [LoggerMessage(LogLevel.Warning, "New revisions could not be looked for; it is tried again in a second")]
    static partial void LogFailure(ILogger log, Exception exception);
}
