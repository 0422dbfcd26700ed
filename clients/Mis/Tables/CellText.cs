using System.Text.RegularExpressions;

namespace Mastery.Mis.Tables;

/// <summary>Removes from a cell what programs and spreadsheets put around its text.</summary>
static partial class CellText
{
    /// <summary>The text without surrounding space, control characters and the marks that keep Excel from reading a
    /// number or a formula (<c>'0123</c>, <c>="0123"</c>). Each run of space is one; curly quotes are
    /// straight.</summary>
    public static string Clean(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return "";
        }

        var text = raw.Trim().Trim('\uFEFF', '\u200B');
        if (text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"')
        {
            text = text[2..^1];
        }

        if (text.Length > 1 && text[0] == '\'' && !char.IsLetter(text[1]))
        {
            text = text[1..];
        }

        return Space().Replace(text, " ").Trim()
            .Replace('\u2019', '\'').Replace('\u2018', '\'').Replace('\u02BC', '\'')
            .Replace('\u201C', '"').Replace('\u201D', '"');
    }

    [GeneratedRegex(@"[\s\p{Cc}\u00A0\u200B\uFEFF]+")]
    private static partial Regex Space();
}
