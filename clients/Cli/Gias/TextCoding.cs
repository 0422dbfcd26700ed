using System.Buffers;
using System.Text;

namespace Mastery.Cli.Gias;

/// <summary>
/// Detects the character encoding of a file: by its byte order mark, else UTF-8 when all bytes are valid UTF-8, else
/// Windows-1252. The whole file is read, in blocks, because the first accent may be on the last line. A file with more
/// valid UTF-8 characters than invalid bytes is damaged UTF-8, not Windows-1252; each damaged cell is reported.
/// </summary>
/// <param name="Encoding">Decodes cells; throws at invalid bytes.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Mark">How many bytes the byte order mark takes up.</param>
/// <param name="Damaged">The number of invalid bytes.</param>
/// <param name="Source">The encoding that has to be turned into UTF-8 before cells are cut; null for none.</param>
public sealed record TextCoding(Encoding Encoding, string Name, int Mark, int Damaged, Encoding? Source = null)
{
    const int Block = 1 << 16;

    /// <summary>UTF-8 that throws at invalid bytes.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Detects the encoding; reads the stream to its end where needed.</summary>
    public static TextCoding Of(Stream stream)
    {
        Span<byte> head = stackalloc byte[3];
        head = head[..stream.ReadAtLeast(head, 3, throwOnEndOfStream: false)];
        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            return new(Utf8, "UTF-16", 2, 0, Encoding.Unicode);
        }

        if (head.StartsWith<byte>([0xFE, 0xFF]))
        {
            return new(Utf8, "UTF-16", 2, 0, Encoding.BigEndianUnicode);
        }

        stream.Position = 0;
        var (good, bad) = CountCharacters(stream);
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return new(Utf8, "UTF-8 with a byte order mark", 3, bad);
        }

        return bad == 0 || good > bad ? new(Utf8, "UTF-8", 0, bad) : new(Windows1252, "Windows-1252", 0, 0);
    }

    static (int Good, int Bad) CountCharacters(Stream stream)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        int good = 0, bad = 0, kept = 0;
        for (var ended = false; !ended;)
        {
            var read = stream.Read(block, kept, Block - kept);
            ended = read == 0;
            kept = CountCharacters(block.AsSpan(0, kept + read), ended, ref good, ref bad);
        }
        ArrayPool<byte>.Shared.Return(block);
        return (good, bad);
    }

    // Moves the bytes of an incomplete character to the beginning of the block; returns their number.
    static int CountCharacters(Span<byte> block, bool ended, ref int good, ref int bad)
    {
        var rest = block;
        while (rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var next)
        {
            rest = rest[next..];
            var status = Rune.DecodeFromUtf8(rest, out _, out var taken);
            if (status == OperationStatus.NeedMoreData && !ended)
            {
                rest.CopyTo(block);
                return rest.Length;
            }
            if (status == OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
            }

            rest = rest[taken..];
        }
        return 0;
    }
}
