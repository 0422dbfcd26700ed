using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;

namespace Mastery.Suite.Tests.Noise;

/// <summary>An HTTP/2 connection on which one call is made again and again, from frames that are made once: it takes
/// far less of the machine than an HTTP client, which would slow down by itself what is measured.</summary>
sealed class CallConnection : IDisposable
{
    // What Kestrel takes.
    const int MostOpen = 100;

    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly ConcurrentDictionary<int, int?> _open = new();
    readonly byte[] _call;
    readonly int _headers;
    readonly Thread _reader;
    int _next = 1;
    long _window = 65_535;
    int _answered;
    int _refused;
    int _failed;

    public CallConnection(Uri address, string path, IMessage request, string token)
    {
        var (headers, message) = CallFrames.Of(address, path, request, token);
        (_call, _headers) = ([.. headers, .. message], headers.Length);
        _socket.Connect(address.Host, address.Port);
        _socket.Send(CallFrames.Opening);
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>What came of the calls so far: how many were answered, told that there were too many, and failed in
    /// another way.</summary>
    public (int Answered, int Refused, int Failed) Counts =>
        (Volatile.Read(ref _answered), Volatile.Read(ref _refused), Volatile.Read(ref _failed));

    /// <summary>How many are not answered yet.</summary>
    public int Open => _open.Count;

    /// <summary>Makes a call.</summary>
    /// <returns>Whether the service takes one more at the moment.</returns>
    public bool TryCall()
    {
        var message = _call.Length - _headers - CallFrames.HeaderBytes;
        if (Open >= MostOpen || Interlocked.Read(ref _window) < message)
        {
            return false;
        }

        Interlocked.Add(ref _window, -message);
        _open[_next] = null;
        CallFrames.SetStream(_call, _next);
        CallFrames.SetStream(_call.AsSpan(_headers), _next);
        _next += 2;
        Send(_call);
        return true;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _reader.Join();
    }

    void Send(byte[] frames)
    {
        lock (_socket)
        {
            _socket.Send(frames);
        }
    }

    void Read()
    {
        try
        {
            using var stream = new BufferedStream(new NetworkStream(_socket), 64 * 1024);
            var header = new byte[CallFrames.HeaderBytes];
            while (true)
            {
                stream.ReadExactly(header);
                var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
                stream.ReadExactly(payload);
                Take(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException)
        {
            Interlocked.Add(ref _failed, Open);
        }
    }

    void Take(byte type, byte flags, int stream, byte[] payload)
    {
        var last = (flags & CallFrames.Last) != 0;
        switch (type)
        {
            case CallFrames.Settings or CallFrames.Ping when !last:
                Send(CallFrames.Frame(type, CallFrames.Last, 0, type == CallFrames.Ping ? payload : []));
                break;
            case CallFrames.WindowUpdate when stream == 0:
                Interlocked.Add(ref _window, BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case CallFrames.Headers when _open.ContainsKey(stream) && CallFrames.StatusIn(payload) is { } status:
                _open[stream] = status;
                break;
        }

        if (type is CallFrames.Reset || (last && type is CallFrames.Headers or CallFrames.Data))
        {
            End(stream);
        }
    }

    // An answer that came before the request was read is followed by a reset.
    void End(int stream)
    {
        if (!_open.TryRemove(stream, out var status))
        {
            return;
        }

        switch ((StatusCode?)status)
        {
            case StatusCode.OK:
                Interlocked.Increment(ref _answered);
                break;
            case StatusCode.ResourceExhausted:
                Interlocked.Increment(ref _refused);
                break;
            default:
                Interlocked.Increment(ref _failed);
                break;
        }
    }
}
