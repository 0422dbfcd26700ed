namespace Mastery.Clients;

/// <summary>The HTTP handler below a gRPC channel.</summary>
public static class ChannelHandler
{
    /// <summary>A new handler that notices a dead connection by HTTP/2 pings, gives up a connection attempt after
    /// five seconds, opens another connection when one has all the streams that the server allows, and uses the proxy
    /// of the environment for other machines only.</summary>
    /// <remarks>Give each channel a handler of its own: a channel changes how its handler connects, and two channels
    /// over one handler can break each other (grpc/grpc-dotnet#1720).</remarks>
    public static SocketsHttpHandler Create() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
    };
}
