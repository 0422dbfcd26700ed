using System.Net;

namespace Mastery.Gateway.Forwarding;

/// <summary>A service that calls are forwarded to, at one or several addresses, and the connections to it.</summary>
sealed class Upstream : IDisposable
{
    readonly Destination[] _destinations;
    int _turn;

    public Upstream(string name, string addresses, TimeSpan retryTimeout)
    {
        Name = name;
        _destinations = [.. addresses.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(
            address => new Destination(address))];
        Invoker = new HttpMessageInvoker(new ConnectRetryHandler(this, retryTimeout) { InnerHandler = NewHandler() });
    }

    /// <summary>The service's name, for example <c>participants</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Destination> Destinations => _destinations;

    public HttpMessageInvoker Invoker { get; }

    /// <summary>The next address in turn among those that are ready; any address when none is ready, because the known
    /// readiness may be a second old.</summary>
    public Destination Next()
    {
        if (_destinations.Length == 1)
        {
            return _destinations[0];
        }

        var first = (uint)Interlocked.Increment(ref _turn);
        for (uint step = 0; step < _destinations.Length; step++)
        {
            if (_destinations[(first + step) % _destinations.Length] is { IsReady: true } ready)
            {
                return ready;
            }
        }

        return _destinations[first % _destinations.Length];
    }

    public void Dispose() => Invoker.Dispose();

    // A forwarder needs no proxies, cookies, redirects, decompression or activity headers.
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
        // The addresses behind a host name may change.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };
}
