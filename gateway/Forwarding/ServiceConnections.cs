using Yarp.ReverseProxy.Forwarder;

namespace Mastery.Gateway.Forwarding;

/// <summary>The connections to a service: YARP's, tuned for calls that are short and many.</summary>
sealed class ServiceConnections(ILogger<ForwarderHttpClientFactory> log) : ForwarderHttpClientFactory(log)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        // The trace headers are set with the others; without it, no activity is made of each call.
        handler.ActivityHeadersPropagator = null;
        handler.ConnectTimeout = TimeSpan.FromSeconds(2);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        // The addresses behind a host name may change.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new BufferedBodyHandler { InnerHandler = base.WrapHandler(context, handler) };
}
