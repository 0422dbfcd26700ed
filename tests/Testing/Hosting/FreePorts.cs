using System.Net;
using System.Net.Sockets;

namespace Mastery.Testing;

/// <summary>
/// Ports for what must know its port before it listens, or listens on it again. They lie below those that the system
/// gives to outgoing connections and to listeners on port 0 (from 32768 on Linux, 49152 elsewhere): one that was free a
/// moment ago is not taken by a test beside.
/// </summary>
public static class FreePorts
{
    const int Lowest = 12_000;
    const int Highest = 32_000;

    /// <summary>A port on which nothing listens.</summary>
    public static int Take() => Take(1)[0];

    /// <summary>Ports in a row on which nothing listens.</summary>
    public static int[] Take(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(Lowest, Highest);
            int[] ports = [.. Enumerable.Range(first, count)];
            if (ports.All(IsFree))
            {
                return ports;
            }
        }
    }

    static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    static bool CanListen(IPAddress address, int port)
    {
        using var probe = new TcpListener(address, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException problem)
        {
            // A machine may have IPv6 without a loopback address: then nothing can listen there.
            return problem.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
