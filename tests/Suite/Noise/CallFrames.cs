using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace Mastery.Suite.Tests.Noise;

/// <summary>HTTP/2 frames (RFC 9113) of a gRPC call, and what is read of an answer's.</summary>
static class CallFrames
{
    public const int HeaderBytes = 9;
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte WindowUpdate = 8;

    /// <summary>END_STREAM of a frame of data or headers, ACK of settings and pings.</summary>
    public const byte Last = 1;

    const byte EndHeaders = 4;

    /// <summary>Opens a connection: no table of headers, so that those of an answer can be read where they stand, and
    /// windows that no answer fills.</summary>
    public static byte[] Opening { get; } =
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
        .. Frame(Settings, 0, 0, [0, 1, 0, 0, 0, 0, 0, 4, 0x7F, 0xFF, 0xFF, 0xFF]),
        .. Frame(WindowUpdate, 0, 0, [0x7F, 0xFF, 0, 0]),
    ];

    /// <summary>The frames of a call: its headers, and its message.</summary>
    public static (byte[] Headers, byte[] Message) Of(Uri address, string path, IMessage request, string token)
    {
        // Indices of the static table (RFC 7541, appendix A), values as they are.
        byte[] headers =
        [
            0x83, 0x86, 0x04, .. Text(path), 0x01, .. Text(address.Authority),
            0x0F, 31 - 15, .. Text("application/grpc"), 0x0F, 23 - 15, .. Text($"Bearer {token}"),
            0, .. Text("te"), .. Text("trailers"),
        ];
        var message = new byte[5 + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 5);
        request.WriteTo(message.AsSpan(5));
        return (Frame(Headers, EndHeaders, 1, headers), Frame(Data, Last, 1, message));
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderBytes + payload.Length];
        (frame[0], frame[1], frame[2]) =
            ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        SetStream(frame, stream);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }

    public static void SetStream(Span<byte> frame, int stream) =>
        BinaryPrimitives.WriteInt32BigEndian(frame[5..], stream);

    /// <summary>The <c>grpc-status</c> among headers; null where it is not.</summary>
    public static int? StatusIn(ReadOnlySpan<byte> headers)
    {
        // With the length before it: grpc-status-details-bin is another.
        var name = "\x0Bgrpc-status"u8;
        var start = headers.IndexOf(name);
        return start < 0 ? null
            : int.Parse(headers.Slice(start + name.Length + 1, headers[start + name.Length]),
                CultureInfo.InvariantCulture);
    }

    static byte[] Text(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return [.. Length(bytes.Length), .. bytes];
    }

    /// <summary>A length in seven bits and as many more as it needs (RFC 7541, section 5.1).</summary>
    static List<byte> Length(int length)
    {
        const int Most = 0x7F;
        if (length < Most)
        {
            return [(byte)length];
        }

        List<byte> bytes = [Most];
        for (length -= Most; length > Most; length >>= 7)
        {
            bytes.Add((byte)((length & Most) | 0x80));
        }

        return [.. bytes, (byte)length];
    }
}
