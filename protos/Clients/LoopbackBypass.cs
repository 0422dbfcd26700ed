using System.Net;

namespace Mastery.Clients;

/// <summary>The proxy of the environment (<c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c>), except for
/// addresses of this machine: a proxy elsewhere cannot reach them.</summary>
/// <param name="proxy">The proxy for all other addresses.</param>
public sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <summary>Makes it the default of every HTTP client of this process that has no proxy of its own.</summary>
    public static void UseByDefault()
    {
        if (HttpClient.DefaultProxy is not LoopbackBypass)
        {
            HttpClient.DefaultProxy = new LoopbackBypass(HttpClient.DefaultProxy);
        }
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.IsLoopback || proxy.IsBypassed(host);
    }
}
