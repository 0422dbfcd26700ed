using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mastery.Access;

/// <summary>How many failed requests for a token are answered: the section <c>RateLimits:TokenFailures</c>.</summary>
public sealed class TokenFailureOptions
{
    /// <summary>How many failures of one client at one address are answered in a window.</summary>
    public int PermitLimit { get; set; } = 20;

    /// <summary>The length of a window.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Counts the failed requests for tokens, by address and client together: whoever guesses a client's secret
/// locks nobody out who asks from elsewhere. Requests that succeed are not counted. Each replica counts its
/// own.</summary>
public sealed class TokenFailures : IDisposable
{
    /// <summary>The policy's name in the header <c>RateLimit-Policy</c>.</summary>
    public const string Policy = "token-failures";

    /// <summary>How many requests of one client at one address are answered at a time: more failures than the limit
    /// cannot be hidden by sending them at once.</summary>
    const int AtOnce = 4;

    const int QueueLimit = 1000;
    const int LongestId = 64;

    readonly PartitionedRateLimiter<Key> _turns;
    readonly PartitionedRateLimiter<Key> _failures;

    /// <summary>Makes the counters.</summary>
    public TokenFailures(IOptions<TokenFailureOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Value;
        _turns = PartitionedRateLimiter.Create<Key, Key>(key => RateLimitPartition.GetConcurrencyLimiter(key,
            _ => new() { PermitLimit = AtOnce, QueueLimit = QueueLimit }));
        _failures = PartitionedRateLimiter.Create<Key, Key>(key => RateLimitPartition.GetFixedWindowLimiter(key,
            _ => new() { PermitLimit = Options.PermitLimit, Window = Options.Window }));
    }

    /// <summary>The limit.</summary>
    public TokenFailureOptions Options { get; }

    /// <summary>Waits for a turn to find out whether a secret is right.</summary>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="client">The id that it names.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TokenAttempt> BeginAsync(IPAddress? address, string client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var key = new Key(address, client.Length <= LongestId ? client : client[..LongestId]);
        var turn = await _turns.AcquireAsync(key, permitCount: 1, cancellation);
        // No permit is taken, only asked for.
        using var left = _failures.AttemptAcquire(key, permitCount: 0);
        return new(turn, turn.IsAcquired && left.IsAcquired ? null : RetryAfter(left),
            () => _failures.AttemptAcquire(key).Dispose());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turns.Dispose();
        _failures.Dispose();
    }

    TimeSpan RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : Options.Window;

    readonly record struct Key(IPAddress? Address, string Client);
}

/// <summary>One request for a token.</summary>
/// <param name="turn">Held while it is answered.</param>
/// <param name="retryAfter">When to try again; null when it may go on.</param>
/// <param name="fail">Counts it.</param>
public sealed class TokenAttempt(RateLimitLease turn, TimeSpan? retryAfter, Action fail) : IDisposable
{
    /// <summary>In how many seconds to try again; null when it may go on.</summary>
    public string? RetryAfter { get; } = retryAfter is { } wait
        ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)
        : null;

    /// <summary>Counts it as one that failed.</summary>
    public void Fail() => fail();

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
