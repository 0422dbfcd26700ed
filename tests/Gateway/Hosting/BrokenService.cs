using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>An address that takes HTTP/2 calls and answers none of them.</summary>
sealed class BrokenService : IDisposable
{
    const int PrefaceBytes = 24;
    const int FrameHeaderBytes = 9;
    const byte HeadersFrame = 1;

    static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    static readonly byte[] RefuseStream = [0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 7];
    static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Ending _ending;
    int _calls;

    public BrokenService(Ending ending)
    {
        _ending = ending;
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>How many calls have arrived.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public void Dispose() => _listener.Dispose();

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = connection.GetStream();
        try
        {
            await stream.WriteAsync(Settings);
            await stream.ReadExactlyAsync(new byte[PrefaceBytes]);
            while (await NextCallAsync(stream) is var call)
            {
                Interlocked.Increment(ref _calls);
                if (!await EndAsync(connection, stream, call))
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The gateway has closed the connection.
        }
    }

    static async Task<int> NextCallAsync(NetworkStream stream)
    {
        var header = new byte[FrameHeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header);
            await stream.ReadExactlyAsync(new byte[(header[0] << 16) | (header[1] << 8) | header[2]]);
            if (header[3] == HeadersFrame)
            {
                return BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5));
            }
        }
    }

    async Task<bool> EndAsync(TcpClient connection, NetworkStream stream, int call)
    {
        switch (_ending)
        {
            case Ending.RefuseStream:
                var refusal = RefuseStream.ToArray();
                BinaryPrimitives.WriteInt32BigEndian(refusal.AsSpan(5), call);
                await stream.WriteAsync(refusal);
                return true;
            case Ending.Leave:
                _listener.Stop();
                await stream.WriteAsync(GoAway);
                return false;
            default:
                connection.LingerState = new(enable: true, seconds: 0);
                return false;
        }
    }
}

/// <summary>How calls end that are not answered.</summary>
public enum Ending
{
    /// <summary>The connection is reset: the call may have taken effect.</summary>
    Reset,

    /// <summary>REFUSED_STREAM: it has not.</summary>
    RefuseStream,

    /// <summary>GOAWAY before the first call, and nobody listens any more: it has not.</summary>
    Leave,
}
