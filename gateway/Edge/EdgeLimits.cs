namespace Mastery.Gateway.Edge;

/// <summary>The gateway's limits; configuration section <c>Limits</c>.</summary>
sealed class EdgeLimits
{
    /// <summary>The largest body of a REST request; the services take no larger message over gRPC either.</summary>
    public long BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a unary call may last without a byte in either direction.</summary>
    public TimeSpan UnaryIdle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for streams; feeds send something at least every 20 s.</summary>
    public TimeSpan StreamIdle { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a call is retried for which no connection could be made.</summary>
    public TimeSpan ConnectRetryTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
