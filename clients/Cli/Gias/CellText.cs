using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Contracts;

namespace Mastery.Cli.Gias;

/// <summary>
/// Parses cells, and repairs changes by Excel that lose nothing. Each method returns false with a reason when it
/// cannot.
/// </summary>
static partial class CellText
{
    // GIAS writes this for "not known".
    static readonly DateOnly Unknown = new(1900, 1, 1);

    const string Formula = "=+-@\t\r";

    static readonly string[] DateFormats =
        ["d-M-yyyy", "d/M/yyyy", "yyyy-M-d", "d.M.yyyy", "d-MMM-yyyy", "d/MMM/yyyy", "d MMM yyyy", "yyyy/M/d"];

    /// <summary>
    /// The text without surrounding white space and without the marks that keep Excel from reading a number or a
    /// formula (<c>'0123</c>, <c>="0123"</c>, <c>'=A1</c>). Each run of white space and line breaks becomes one space.
    /// </summary>
    public static string Clean(string raw)
    {
        var text = raw.Trim().Trim('\uFEFF', '\u200B');
        if (text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"')
        {
            text = text[2..^1];
        }

        if (text.Length > 1 && text[0] == '\'' && (char.IsAsciiDigit(text[1]) || Formula.Contains(text[1])))
        {
            text = text[1..];
        }

        return Plain(text) ? text : Spaces().Replace(text, " ").Trim();
    }

    /// <summary>A number of so many digits, with its lost leading zeros restored when that is allowed.</summary>
    public static bool TryDigits(string text, int width, bool pad, out string digits, out string reason)
    {
        reason = "";
        if (!TryWhole(text, out digits, out reason))
        {
            return false;
        }

        if (pad)
        {
            digits = digits.TrimStart('0').PadLeft(width, '0');
        }

        if (digits.Length == width)
        {
            return true;
        }

        reason = $"not {width} digits";
        return false;
    }

    /// <summary>A code without leading zeros; letters are unchanged.</summary>
    public static string Code(string text) =>
        text.Length > 1 && text[0] == '0' && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            ? text.TrimStart('0') is { Length: > 0 } digits ? digits : "0"
            : text;

    /// <summary>A date in any of the formats that occur, as ISO text; empty, with the result true, for 01/01/1900,
    /// which means unknown in GIAS.</summary>
    public static bool TryDate(string text, out string date, out string reason)
    {
        (date, reason) = ("", "");
        var day = Time().Replace(text, "");
        if (day is "00/01/1900" or "00-01-1900")
        {
            return true;
        }

        if (DateOnly.TryParseExact(day, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            date = parsed == Unknown ? "" : IsoDate.Text(parsed);

            reason = IsoDate.IsInRange(parsed) ? ""

                : $"a day before {IsoDate.Text(IsoDate.Earliest)} or after {IsoDate.Text(IsoDate.Latest)}";

            return reason.Length == 0;
        }
        reason = day.Length == 5 && day.All(char.IsAsciiDigit)
            ? "a day number of Excel, not a date: format the column as a date and save again"
            : "not a date as dd-MM-yyyy, dd/MM/yyyy or yyyy-MM-dd";
        return false;
    }

    // Excel writes 136283 as 136283.0, 136,283 or 1.36283E+05 and loses nothing; 1.00063E+11 has lost its last digits.
    static bool TryWhole(string text, out string digits, out string reason)
    {
        (digits, reason) = (text, "");
        if (Digits().IsMatch(text))
        {
            return true;
        }

        if (Grouped().IsMatch(text))
        {
            digits = text.Split('.')[0].Replace(",", "", StringComparison.Ordinal);
            return true;
        }
        if (Scientific().Match(text) is not { Success: true } match)
        {
            reason = "not a number";
            return false;
        }
        var (fraction, power) = (match.Groups[2].Value, int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
        if (fraction.TrimEnd('0').Length > power)
        {
            reason = "not a whole number";
        }
        else if (fraction.Length < power)
        {
            reason = "Excel has lost its last digits: format the column as text and save again";
        }
        else
        {
            digits = match.Groups[1].Value + fraction[..power];
        }

        return reason == "";
    }

    static bool Plain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\u00A0' or '\t' or '\n' or '\r' || (text[i] == ' ' && text[i - 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:[0-9]+\.0+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.0+)?)\z")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^([1-9])(?:\.([0-9]{1,15}))?[eE]\+?([0-9]{1,2})\z")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?\z")]
    private static partial Regex Time();
}
