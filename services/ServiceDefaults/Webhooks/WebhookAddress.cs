using System.Net;
using System.Net.Sockets;

namespace Mastery.ServiceDefaults;

/// <summary>Finds the addresses of a host.</summary>
delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellation);

/// <summary>To which addresses is sent. Callers choose them, so that they must not reach what only this machine can: an
/// address is judged when it is connected to, after its name was resolved, and nothing else is connected to.</summary>
static class WebhookAddress
{
    /// <summary>What is public of IPv6; everything else is not, NAT64 addresses among it.</summary>
    static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    /// <summary>The networks of IANA's special-purpose registries that are not for everybody, and multicast.</summary>
    static readonly IPNetwork[] Refused =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>What is wrong with an address as it is written; null where nothing is.</summary>
    public static string? Problem(string text, WebhookOptions options) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            ? "must be an address such as https://example.org/changes, without user and fragment"
        : uri.Scheme != Uri.UriSchemeHttps && !(options.AllowLoopback && uri.IsLoopback) ? "must begin with https://"
        : IPAddress.TryParse(uri.IdnHost, out var address) && !IsAllowed(address, options)
            ? "is of a network to which nothing is sent"
        : null;

    /// <summary>Whether an address may be connected to.</summary>
    public static bool IsAllowed(IPAddress address, WebhookOptions options) =>
        options.Networks.Any(network => network.Contains(address))
        || (options.AllowLoopback && IPAddress.IsLoopback(address) && !address.IsIPv4MappedToIPv6)
        || (!address.IsIPv4MappedToIPv6
            && (address.AddressFamily != AddressFamily.InterNetworkV6 || Public6.Contains(address))
            && !Refused.Any(network => network.Contains(address)));

    /// <summary>Connects to an address of a host that may be connected to.</summary>
    /// <exception cref="AddressRefusedException">It has none.</exception>
    public static async Task<Stream> ConnectAsync(
        DnsEndPoint host, HostResolver resolve, WebhookOptions options, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await resolve(host.Host, cancellation);
        IPAddress[] allowed = [.. found.Where(address => IsAllowed(address, options))];
        if (allowed.Length == 0)
        {
            throw found.Length > 0 ? new AddressRefusedException() : new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host has no address that may be connected to.</summary>
sealed class AddressRefusedException() : Exception("The address is of a network to which nothing is sent.");
