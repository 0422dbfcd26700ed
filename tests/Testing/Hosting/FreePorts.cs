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
    /// <summary>The lowest port that is given.</summary>
    public const int Lowest = 12_000;

    /// <summary>No port is given from here on.</summary>
    public const int Highest = 32_000;

    /// <summary>A port on which nothing listens.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Several different ports on which nothing listens.</summary>
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            ports.Add(Take());
        }

        return [.. ports];
    }

    static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
