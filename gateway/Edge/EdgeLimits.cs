namespace Mastery.Gateway.Edge;

/// <summary>The gateway's limits; configuration section <c>Limits</c>.</summary>
sealed class EdgeLimits
{
    /// <summary>The largest body of a unary call; the services take no larger message either.</summary>
    public long BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a call is sent again of which nothing was sent, or that changes nothing.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
