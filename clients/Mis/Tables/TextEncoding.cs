using System.Text;
using Mastery.Mis.Files;

namespace Mastery.Mis.Tables;

/// <summary>The character encoding of a file: by its byte order mark, else UTF-8 where most of it is valid UTF-8, else
/// Windows-1252. The whole file is looked at, because the first accent may be on the last line.</summary>
static class TextEncoding
{
    const int Block = 1 << 16;
    const char Invalid = '\uFFFD';

    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding of a file.</summary>
    public static Encoding Of(SourceFile file) => file.Head(2) switch
    {
        [0xFF, 0xFE] => Encoding.Unicode,
        [0xFE, 0xFF] => Encoding.BigEndianUnicode,
        _ => IsUtf8(file) ? Encoding.UTF8 : Windows1252,
    };

    // A file with more valid characters than invalid bytes is damaged UTF-8, not Windows-1252.
    static bool IsUtf8(SourceFile file)
    {
        using var stream = file.Open();
        var decoder = Encoding.UTF8.GetDecoder();
        var (bytes, chars) = (new byte[Block], new char[Block + 1]);
        int good = 0, bad = 0, read;
        do
        {
            read = stream.Read(bytes);
            foreach (var character in chars.AsSpan(0, decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0)))
            {
                bad += character == Invalid ? 1 : 0;
                good += character > '\x7F' && character != Invalid ? 1 : 0;
            }
        }
        while (read > 0);
        return bad == 0 || good > bad;
    }
}
