using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>A message of gRPC over HTTP/2: a byte that says whether it is compressed, four for its length, the
/// message.</summary>
static class GrpcFrame
{
    const int HeaderBytes = 5;

    /// <summary>Writes a message without compression.</summary>
    public static void Write(IBufferWriter<byte> stream, IMessage message)
    {
        var header = stream.GetSpan(HeaderBytes)[..HeaderBytes];
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], message.CalculateSize());
        stream.Advance(HeaderBytes);
        message.WriteTo(stream);
    }

    /// <summary>The bytes of the only message that was written; null where there is none.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> written) =>
        written.Length < HeaderBytes ? null : written[HeaderBytes..].ToArray();
}
