namespace Mastery.Gateway.Edge;

/// <summary>The bounds that the gateway keeps; configuration section <c>Limits</c>.</summary>
sealed class EdgeLimits
{
    /// <summary>The largest body of a REST request; the services take no larger message over gRPC either.</summary>
    public long BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a unary call may go on without a byte either way.</summary>
    public TimeSpan UnaryIdle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for streams; feeds send something at least every 20 s.</summary>
    public TimeSpan StreamIdle { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>For how long a call is offered again that certainly was not sent.</summary>
    public TimeSpan ConnectRetryTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
