using System.Net;
using System.Net.Sockets;

namespace Mastery.Benchmarks.Setup;

/// <summary>Ports of this machine that programs listen at.</summary>
static class FreePort
{
    const int Tries = 50;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>One at which nothing listens.</summary>
    public static int Find()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Waits until something listens there, five seconds at most.</summary>
    /// <returns>Whether it does.</returns>
    public static async Task<bool> ListensAsync(int port)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause);
            }
        }

        return false;
    }
}
