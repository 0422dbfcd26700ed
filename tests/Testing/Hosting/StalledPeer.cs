using System.Net;
using System.Net.Sockets;

namespace Mastery.Testing;

/// <summary>A peer that accepts every connection and never answers.</summary>
public sealed class StalledPeer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<Socket> _connections = [];
    readonly Task _accepting;

    /// <summary>Listens on a free port.</summary>
    public StalledPeer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Completes when somebody has connected.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Drops every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        _connections.ForEach(connection => connection.Dispose());
    }

    async Task AcceptAsync()
    {
        try
        {
            for (; ; _asked.TrySetResult())
            {
                _connections.Add(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was told to stop.
        }
    }
}
