using System.Collections;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>Shortens text of the request that an error repeats, never inside a character.</summary>
static class BoundedText
{
    const string Ellipsis = "…";

    /// <summary>The text, or as much of it as fits in so many bytes of UTF-8.</summary>
    public static string Cut(string text, int bytes) => Cut(text, bytes, rune => rune.Utf8SequenceLength);

    /// <summary>The same, for its bytes after <see cref="Encode"/>.</summary>
    public static string CutEncoded(string text, int bytes) =>
        Cut(text, bytes, rune => IsPlain(rune) ? 1 : 3 * rune.Utf8SequenceLength);

    /// <summary>The percent-encoding of <c>grpc-message</c>: what is printable ASCII stays as it is.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPlain(rune))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var unit in bytes[..rune.EncodeToUtf8(bytes)])
            {
                encoded.Append('%').Append(unit.ToString("X2", null));
            }
        }

        return encoded.ToString();
    }

    /// <summary>A copy of a detail whose texts are cut and whose last elements are left out until it fits.</summary>
    /// <param name="detail">For example a <c>BadRequest</c>.</param>
    /// <param name="text">The most bytes of a text.</param>
    /// <param name="whole">The most bytes of the whole detail.</param>
    public static IMessage Of(IMessage detail, int text, int whole)
    {
        var copy = detail.Descriptor.Parser.ParseFrom(detail.ToByteArray());
        CutTexts(copy, text);
        var elements = copy.Descriptor.Fields.InDeclarationOrder().Where(field => field.IsRepeated)
            .Select(field => (IList)field.Accessor.GetValue(copy)).FirstOrDefault();
        while (elements is { Count: > 0 } && copy.CalculateSize() > whole)
        {
            elements.RemoveAt(elements.Count - 1);
        }

        return copy;
    }

    static void CutTexts(IMessage message, int bytes)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsMap))
        {
            switch (field.Accessor.GetValue(message))
            {
                case string text:
                    field.Accessor.SetValue(message, Cut(text, bytes));
                    break;
                case IList list when field.FieldType == FieldType.Message:
                    foreach (IMessage element in list)
                    {
                        CutTexts(element, bytes);
                    }

                    break;
            }
        }
    }

    static string Cut(string text, int bytes, Func<Rune, int> sizeOf)
    {
        var (used, kept) = (0, 0);
        var room = bytes - Ellipsis.EnumerateRunes().Sum(sizeOf);
        foreach (var rune in text.EnumerateRunes())
        {
            used += sizeOf(rune);
            kept += used <= room ? rune.Utf16SequenceLength : 0;
        }

        return used <= bytes ? text : text[..kept] + Ellipsis;
    }

    static bool IsPlain(Rune rune) => rune.Value is >= ' ' and <= '~' and not '%';
}
