using System.Globalization;

namespace Mastery.Contracts;

/// <summary>Calendar days as the contract writes them (<c>FORMAT_DATE</c>): <c>2025-09-01</c>, and empty text for no
/// day.</summary>
public static class IsoDate
{
    const string Format = "yyyy-MM-dd";

    /// <summary>The first day that the contract takes. Some schools are very old; earlier days are errors in the
    /// data.</summary>
    public static DateOnly Earliest { get; } = new(1500, 1, 1);

    /// <summary>The last day that the contract takes. PostgreSQL reads 9999-12-31 from .NET as infinity.</summary>
    public static DateOnly Latest { get; } = new(2200, 12, 31);

    /// <summary>Whether the contract takes <paramref name="day"/>.</summary>
    public static bool IsInRange(DateOnly day) => day >= Earliest && day <= Latest;

    /// <summary>Reads a day that exists and is in range.</summary>
    public static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && IsInRange(day);

    /// <summary>The day of a text that meets the contract.</summary>
    /// <exception cref="FormatException">The text is no day.</exception>
    public static DateOnly Parse(string text) =>
        DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None);

    /// <summary>The day of a text that meets the contract; null for empty text.</summary>
    /// <exception cref="FormatException">The text is neither empty nor a day.</exception>
    public static DateOnly? ParseOrNull(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? null : Parse(text);
    }

    /// <summary>The text of <paramref name="day"/>.</summary>
    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The text of <paramref name="day"/>; empty for none.</summary>
    public static string Text(DateOnly? day) => day is { } known ? Text(known) : "";
}
