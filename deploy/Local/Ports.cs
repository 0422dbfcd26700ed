using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mastery.Local;

/// <summary>Where the suite listens: REST at the base, then gRPC, PostgreSQL, and the services in the order of their
/// names. One more is left for an issuer of people.</summary>
/// <param name="Base">The first port.</param>
public sealed record Ports(int Base)
{
    const int Lowest = 1024;

    // Leaves room for the ports that follow it.
    const int Highest = 65_000;

    static readonly string[] Uses =
        ["REST", "gRPC", "PostgreSQL", .. Programs.Services.Select(service => service.Name)];

    /// <summary>How many ports the suite takes.</summary>
    public static int Count => Uses.Length + 1;

    /// <summary>The gateway, HTTP/1.1: REST and gRPC-Web.</summary>
    public int Rest => Base;

    /// <summary>The gateway, HTTP/2 cleartext: gRPC.</summary>
    public int Grpc => Base + 1;

    /// <summary>The private PostgreSQL server.</summary>
    public int Postgres => Base + 2;

    /// <summary>Where an issuer of people may listen, such as a Keycloak of this machine: nothing of the suite
    /// does.</summary>
    public int People => Base + Uses.Length;

    /// <summary>The port of a service.</summary>
    public int Of(string service) => Base + Array.IndexOf(Uses, service);

    /// <summary>Reads the value of <c>--port-base</c>.</summary>
    internal static int ParseBase(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is >= Lowest and <= Highest)
        {
            return port;
        }

        argument.AddError($"--port-base is '{text}' and must be a number from {Lowest} to {Highest}.");
        return 0;
    }

    /// <summary>Fails if another program already listens on one of the ports.</summary>
    /// <exception cref="SuiteException">A port is taken; the message says which and what to do.</exception>
    public void RequireFree()
    {
        var taken = Uses.Select((use, i) => (Use: use, Port: Base + i)).Where(port => !IsFree(port.Port)).ToList();
        if (taken.Count > 0)
        {
            throw new SuiteException(
                $"In use already: {string.Join(", ", taken.Select(port => $"port {port.Port} ({port.Use})"))}. "
                + $"Stop what listens there, or choose other ports: --port-base {Base + 1000}.");
        }
    }

    static bool IsFree(int port) =>
        CanListen(new IPEndPoint(IPAddress.Loopback, port))
        && (!Socket.OSSupportsIPv6 || CanListen(new IPEndPoint(IPAddress.IPv6Loopback, port)));

    static bool CanListen(IPEndPoint place)
    {
        try
        {
            using var listener = new TcpListener(place);
            // On other systems this would report lingering connections of an earlier run as a listener.
            if (OperatingSystem.IsWindows())
            {
                listener.ExclusiveAddressUse = true;
            }

            listener.Start();
            return true;
        }
        catch (SocketException problem)
        {
            // A machine may have IPv6 without a loopback address: then nothing can listen there.
            return problem.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
