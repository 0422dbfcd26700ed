using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mastery.Suite.Tests.Writes;

/// <summary>
/// A TCP relay that reads the HTTP/2 frames on their way back, so that a connection can be cut exactly when a reply is
/// sent: the call has taken effect, and the caller gets no answer.
/// </summary>
sealed class CuttingProxy : IAsyncDisposable
{
    const int FrameHeader = 9;
    const byte Headers = 1;

    // The default maximum of HTTP/2, 16,384 bytes, which .NET never raises.
    const int LongestFrame = 16_384;

    readonly Uri _target;
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _connections = [];
    readonly Task _accepting;

    public CuttingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Decides, when a reply is sent, whether it may pass; if not, its connection is cut.</summary>
    public Func<bool> Passes { get; set; } = () => true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    async Task RelayAsync(TcpClient caller)
    {
        using var service = new TcpClient();
        using (caller)
        {
            try
            {
                await service.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                Task[] ways =
                [
                    caller.GetStream().CopyToAsync(service.GetStream(), either.Token),
                    AnswerAsync(service.GetStream(), caller.GetStream(), either.Token),
                ];
                await Task.WhenAny(ways);
                await either.CancelAsync();
                await Task.WhenAll(ways);
            }
            catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException)
            {
                // Expected: the connection was cut.
            }
            // A reset, as when a machine fails; not an orderly close.
            caller.LingerState = new(enable: true, seconds: 0);
        }
    }

    async Task AnswerAsync(NetworkStream service, NetworkStream caller, CancellationToken cancellation)
    {
        var frame = new byte[FrameHeader + LongestFrame];
        while (true)
        {
            await service.ReadExactlyAsync(frame.AsMemory(0, FrameHeader), cancellation);
            var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(frame) >> 8);
            await service.ReadExactlyAsync(frame.AsMemory(FrameHeader, length), cancellation);
            if (frame[3] == Headers && !Passes())
            {
                return;
            }

            await caller.WriteAsync(frame.AsMemory(0, FrameHeader + length), cancellation);
        }
    }
}
