using System.Net;

namespace Mastery.Gateway.Forwarding;

/// <summary>A service that calls are forwarded to, at one or several addresses, and the connections to it.</summary>
sealed class Upstream : IDisposable
{
    readonly Destination[] destinations;
    int turn;

    public Upstream(string name, string addresses, TimeSpan patience)
    {
        Name = name;
        destinations = [.. addresses.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(address => new Destination(address))];
        Invoker = new HttpMessageInvoker(new NotSentRetry(this, patience) { InnerHandler = NewHandler() });
    }

    /// <summary>The service's name, for example <c>participants</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Destination> Destinations => destinations;

    public HttpMessageInvoker Invoker { get; }

    /// <summary>The next address in turn among those that are ready; any when none is, for readiness may be a second old.</summary>
    public Destination Next()
    {
        if (destinations.Length == 1)
            return destinations[0];
        var first = (uint)Interlocked.Increment(ref turn);
        for (uint step = 0; step < destinations.Length; step++)
        {
            if (destinations[(first + step) % destinations.Length] is { IsReady: true } ready)
                return ready;
        }

        return destinations[first % destinations.Length];
    }

    public void Dispose() => Invoker.Dispose();

    // Nothing that a forwarder has no use for: proxies, cookies, redirects, decompression, activity headers.
    static SocketsHttpHandler NewHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        KeepAlivePingDelay = TimeSpan.FromSeconds(15),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        // Behind one name there may be other machines by now.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };
}
