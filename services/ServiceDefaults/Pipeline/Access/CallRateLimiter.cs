using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How many calls a client may make in one hub: the section <c>RateLimits:Client</c>. Each replica of a
/// service counts by itself.</summary>
sealed class ClientRateOptions
{
    /// <summary>How many calls may come at once; 0 for no limit.</summary>
    public int Burst { get; set; } = 10_000;

    /// <summary>How many calls may follow each second.</summary>
    public int PerSecond { get; set; } = 2_000;
}

/// <summary>Holds every client to its rate in each hub, so that one client leaves room for the others.</summary>
sealed class CallRateLimiter : IDisposable
{
    const string Policy = "client";

    readonly ClientRateOptions _options;
    readonly PartitionedRateLimiter<CallScope> _limiter;

    public CallRateLimiter(IOptions<ClientRateOptions> options)
    {
        _options = options.Value;
        _limiter = PartitionedRateLimiter.Create<CallScope, (string Actor, string Hub)>(call => _options.Burst <= 0
            ? RateLimitPartition.GetNoLimiter((call.Actor, call.Hub))
            : RateLimitPartition.GetTokenBucketLimiter((call.Actor, call.Hub), _ => new()
            {
                TokenLimit = _options.Burst,
                TokensPerPeriod = _options.PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
    }

    /// <summary>Counts a call.</summary>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when there were too many.</exception>
    public void Count(CallScope call)
    {
        using var lease = _limiter.AttemptAcquire(call);
        if (!lease.IsAcquired)
        {
            throw ApiError.TooMany(new RateLimit(Policy, _options.Burst,
                TimeSpan.FromSeconds(Math.Ceiling((double)_options.Burst / _options.PerSecond))),
                "This client calls too often in this hub", TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose() => _limiter.Dispose();
}
