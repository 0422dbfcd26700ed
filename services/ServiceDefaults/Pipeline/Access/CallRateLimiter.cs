using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How many calls may be made: by a client in one hub, <c>RateLimits:Client</c>, and in one hub by all of its
/// clients, <c>RateLimits:Hub</c>. Each replica of a service counts by itself.</summary>
sealed class CallRateOptions
{
    /// <summary>The name of the options of clients.</summary>
    public const string Client = "client";

    /// <summary>The name of the options of hubs.</summary>
    public const string Hub = "hub";

    /// <summary>Whether calls are limited.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many calls may come at once.</summary>
    public int TokenLimit { get; set; } = 10_000;

    /// <summary>How many calls may follow in each period.</summary>
    public int TokensPerPeriod { get; set; } = 2_000;

    /// <summary>The period.</summary>
    public TimeSpan ReplenishmentPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a limiter can be made of it.</summary>
    internal bool IsValid => TokenLimit > 0 && TokensPerPeriod > 0 && ReplenishmentPeriod > TimeSpan.Zero;

    /// <summary>How long it takes until as many calls as at first may come at once again.</summary>
    internal TimeSpan Window => ReplenishmentPeriod * Math.Ceiling((double)TokenLimit / TokensPerPeriod);
}

/// <summary>Holds every client to its rate in each hub, so that one client leaves room for the others of its hub, and
/// every hub to its own, so that however many clients it has, they leave room for other hubs.</summary>
sealed class CallRateLimiter(IOptionsMonitor<CallRateOptions> options) : IDisposable
{
    readonly RateCounter<(string Actor, string Hub)> _clients = new(
        CallRateOptions.Client, "This client calls too often in this hub", options);

    readonly RateCounter<string> _hubs = new(
        CallRateOptions.Hub, "The clients of this hub together call too often", options);

    /// <summary>Counts a call.</summary>
    /// <returns>RESOURCE_EXHAUSTED when there were too many; null otherwise.</returns>
    public ApiError? Count(string actor, string hub)
    {
        // The client first: what it is refused takes nothing from its hub.
        if (!_clients.TryCount((actor, hub)))
        {
            return _clients.Refusal();
        }

        return hub is "" or "*" || _hubs.TryCount(hub) ? null : _hubs.Refusal();
    }

    public void Dispose()
    {
        _clients.Dispose();
        _hubs.Dispose();
    }
}

/// <summary>Counts calls by a key.</summary>
/// <param name="policy">The name of its options, by which an error tells of it.</param>
/// <param name="what">What came too often.</param>
/// <param name="all">The options.</param>
sealed class RateCounter<TKey>(string policy, string what, IOptionsMonitor<CallRateOptions> all) : IDisposable
    where TKey : notnull
{
    readonly CallRateOptions _options = all.Get(policy);
    readonly PartitionedRateLimiter<TKey> _limiter = PartitionedRateLimiter.Create<TKey, TKey>(
        key => Partition(key, all.Get(policy)));

    public bool TryCount(TKey key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    public ApiError Refusal() => ApiError.TooMany(
        new RateLimit(policy, _options.TokenLimit, _options.Window), what, _options.ReplenishmentPeriod);

    public void Dispose() => _limiter.Dispose();

    static RateLimitPartition<TKey> Partition(TKey key, CallRateOptions options) => options.Enabled
        ? RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = options.TokenLimit,
            TokensPerPeriod = options.TokensPerPeriod,
            ReplenishmentPeriod = options.ReplenishmentPeriod,
        })
        : RateLimitPartition.GetNoLimiter(key);
}
