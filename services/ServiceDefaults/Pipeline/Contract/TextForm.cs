using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mastery.ServiceDefaults;

/// <summary>The one form in which free text is stored and compared: composed (Unicode NFC), without control characters,
/// trimmed, and empty where nothing of it can be seen.</summary>
static class TextForm
{
    const char LineBreak = '\n';

    /// <summary>The text in its form. Text that is not well-formed is left to be refused.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="oneLine">Whether line breaks and tabs become spaces.</param>
    public static string Normalise(string text, bool oneLine)
    {
        if (IsPlain(text) || !IsWellFormed(text))
        {
            return text;
        }

        var composed = WithoutControls(text, oneLine).Normalize(NormalizationForm.FormC).Trim();
        return composed.EnumerateRunes().All(IsInvisible) ? "" : composed;
    }

    /// <summary>The text in composed form, otherwise as it came.</summary>
    public static string Compose(string text) => IsWellFormed(text) ? text.Normalize(NormalizationForm.FormC) : text;

    /// <summary>Whether the text has no half of a surrogate pair.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return true;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != OperationStatus.Done)
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }

    /// <summary>Whether the text is in its form already, as most is.</summary>
    static bool IsPlain(ReadOnlySpan<char> text) =>
        text.IsEmpty || (!text.ContainsAnyExceptInRange(' ', '~') && text[0] != ' ' && text[^1] != ' ');

    static string WithoutControls(string text, bool oneLine)
    {
        var kept = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\t' || IsLineBreak(character))
            {
                var first = character != '\n' || index == 0 || text[index - 1] != '\r';
                _ = !first ? kept : kept.Append(oneLine ? ' ' : character == '\t' ? character : LineBreak);
            }
            else if (!IsControl(character))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }

    static bool IsLineBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Control characters, those that steer the direction of text, and spaces without width.</summary>
    static bool IsControl(char character) => char.IsControl(character)
        || character is '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Whether nothing is drawn for the character where it stands alone: white space, format characters, marks
    /// without a letter, and the letters and symbols that Unicode has as fillers.</summary>
    static bool IsInvisible(Rune character) => Rune.GetUnicodeCategory(character) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || character.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;
}
