using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How many calls a client may make in one hub: the section <c>RateLimits:Client</c>. Each replica of a
/// service counts by itself.</summary>
sealed class ClientRateOptions
{
    /// <summary>Whether calls are limited.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many calls may come at once.</summary>
    public int TokenLimit { get; set; } = 10_000;

    /// <summary>How many calls may follow in each period.</summary>
    public int TokensPerPeriod { get; set; } = 2_000;

    /// <summary>The period.</summary>
    public TimeSpan ReplenishmentPeriod { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Holds every client to its rate in each hub, so that one client leaves room for the others.</summary>
sealed class CallRateLimiter : IDisposable
{
    const string Policy = "client";

    readonly ClientRateOptions _options;
    readonly PartitionedRateLimiter<CallScope> _limiter;

    /// <summary>How long it takes until as many calls as at first may come at once again.</summary>
    TimeSpan Window =>
        _options.ReplenishmentPeriod * Math.Ceiling((double)_options.TokenLimit / _options.TokensPerPeriod);

    public CallRateLimiter(IOptions<ClientRateOptions> options)
    {
        _options = options.Value;
        _limiter = PartitionedRateLimiter.Create<CallScope, (string Actor, string Hub)>(call => _options.Enabled
            ? RateLimitPartition.GetTokenBucketLimiter((call.Actor, call.Hub), _ => new()
            {
                TokenLimit = _options.TokenLimit,
                TokensPerPeriod = _options.TokensPerPeriod,
                ReplenishmentPeriod = _options.ReplenishmentPeriod,
            })
            : RateLimitPartition.GetNoLimiter((call.Actor, call.Hub)));
    }

    /// <summary>Counts a call.</summary>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when there were too many.</exception>
    public void Count(CallScope call)
    {
        using var lease = _limiter.AttemptAcquire(call);
        if (!lease.IsAcquired)
        {
            throw ApiError.TooMany(new RateLimit(Policy, _options.TokenLimit, Window),
                "This client calls too often in this hub", _options.ReplenishmentPeriod);
        }
    }

    public void Dispose() => _limiter.Dispose();
}
