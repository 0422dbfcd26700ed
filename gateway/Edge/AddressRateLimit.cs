using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace Mastery.Gateway.Edge;

/// <summary>How many calls one address may make to one gateway; configuration section <c>RateLimits:Address</c>. The
/// services limit clients and hubs, which only they know.</summary>
sealed class AddressRateLimit
{
    /// <summary>Whether there is a limit.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many calls may come at once.</summary>
    public int TokenLimit { get; init; } = 20_000;

    /// <summary>How many more may come in each period.</summary>
    public int TokensPerPeriod { get; init; } = 2_000;

    /// <summary>The period.</summary>
    public TimeSpan ReplenishmentPeriod { get; init; } = TimeSpan.FromSeconds(1);

    string Policy => string.Create(CultureInfo.InvariantCulture,
        $"\"address\";q={TokenLimit};w={Seconds(ReplenishmentPeriod * TokenLimit / TokensPerPeriod)}");

    public void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (bool IsIPv6, ulong Prefix)>(
            context => RateLimitPartition.GetTokenBucketLimiter(
                Subscriber(context.Connection.RemoteIpAddress), _ => Bucket()));
        options.OnRejected = (rejected, _) => new(rejected.HttpContext.AnswerAsync(Refusal(rejected.Lease)));
    }

    TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = TokenLimit,
        TokensPerPeriod = TokensPerPeriod,
        ReplenishmentPeriod = ReplenishmentPeriod,
    };

    GatewayError Refusal(RateLimitLease lease)
    {
        var seconds = Seconds(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero);
        return GatewayError.TooMany(seconds) with
        {
            Headers = new Dictionary<string, string>
            {
                ["RateLimit-Policy"] = Policy,
                ["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"address\";r=0;t={seconds}"),
            },
        };
    }

    static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    // A subscriber of IPv6 has a network of 64 bits or more, and any address in it.
    static (bool IsIPv6, ulong Prefix) Subscriber(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return default;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
            ? (true, BitConverter.ToUInt64(bytes))
            : (false, BitConverter.ToUInt32(address.IsIPv4MappedToIPv6 ? bytes[12..] : bytes));
    }
}
