using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Mastery.Gateway.Edge;

/// <summary>Whose X-Forwarded-For and X-Forwarded-Proto are believed; configuration section
/// <c>ForwardedHeaders</c>. Nobody's where it is empty.</summary>
sealed class TrustedProxies
{
    /// <summary>The addresses of proxies.</summary>
    public string[] KnownProxies { get; init; } = [];

    /// <summary>The networks that they are in, for example <c>10.0.0.0/8</c>.</summary>
    public string[] KnownNetworks { get; init; } = [];

    /// <summary>How many proxies stand one behind the other.</summary>
    public int ForwardLimit { get; init; } = 1;

    public bool Any => KnownProxies.Length + KnownNetworks.Length > 0;

    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = ForwardLimit;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in KnownProxies)
        {
            options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                ? address
                : throw new InvalidOperationException(
                    $"ForwardedHeaders:KnownProxies holds '{proxy}': it must be an address."));
        }

        foreach (var network in KnownNetworks)
        {
            options.KnownIPNetworks.Add(IPNetwork.TryParse(network, out var range)
                ? range
                : throw new InvalidOperationException($"ForwardedHeaders:KnownNetworks holds '{network}': it must be a "
                    + "network such as 10.0.0.0/8."));
        }
    }
}
