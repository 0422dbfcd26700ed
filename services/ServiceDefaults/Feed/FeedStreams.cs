using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How many streams each client has.</summary>
sealed class FeedStreams(IOptions<FeedOptions> options) : IDisposable
{
    const int RetrySeconds = 5;

    readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        client => RateLimitPartition.GetConcurrencyLimiter(
            client, _ => new() { PermitLimit = options.Value.StreamsPerClient, QueueLimit = 0 }));

    /// <summary>Counts a stream until it is disposed of.</summary>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when the client has as many as it may.</exception>
    public IDisposable Open(string client)
    {
        var lease = _limiter.AttemptAcquire(client);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw ApiError.TooMany(
            $"This client watches {options.Value.StreamsPerClient} streams already: end one", RetrySeconds);
    }

    public void Dispose() => _limiter.Dispose();
}
