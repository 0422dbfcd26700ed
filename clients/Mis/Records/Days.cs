using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Contracts;

namespace Mastery.Mis.Records;

/// <summary>Reads days as files write them: ISO, or day before month as in England.</summary>
static partial class Days
{
    static readonly string[] Formats =
    [
        "yyyy-M-d", "yyyyMMdd", "yyyy/M/d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d/M/yy", "d-MMM-yyyy", "d MMM yyyy",
        "d MMMM yyyy", "d-MMM-yy",
    ];

    /// <summary>Reads a day; a time of day after it is left out. 01/01/1900 and 31/12/9999 mean "not known".</summary>
    /// <returns>False where it is no such day.</returns>
    public static bool TryRead(string text, out string day)
    {
        day = "";
        if (text.Length == 0 || !DateOnly.TryParseExact(
            Time().Replace(text, "").Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase), Formats,
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
        {
            return text.Length == 0;
        }

        var known = read.Year is > 1900 and < 9999;
        day = known ? IsoDate.Text(read) : "";
        return !known || IsoDate.IsInRange(read);
    }

    [GeneratedRegex(@"[T ]\d{1,2}:\d{2}.*$")]
    private static partial Regex Time();
}
