using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mastery.Contracts;

/// <summary>An English academic year, 1 September to 31 August, as the contract writes it
/// (<c>FORMAT_ACADEMIC_YEAR</c>): <c>2024-25</c>.</summary>
/// <param name="FirstYear">The calendar year in which it begins.</param>
public readonly record struct AcademicYear(int FirstYear)
{
    const int FirstMonth = 9;

    /// <summary>The first day.</summary>
    public DateOnly Start => new(FirstYear, FirstMonth, 1);

    /// <summary>The last day.</summary>
    public DateOnly End => Start.AddYears(1).AddDays(-1);

    /// <summary>The year of a day.</summary>
    public static AcademicYear Of(DateOnly day) => new(day.Month >= FirstMonth ? day.Year : day.Year - 1);

    /// <summary>Reads a year of this century.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AcademicYear year)
    {
        year = text is ['2', '0', _, _, '-', _, _]
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new AcademicYear(first)
            : default;
        return year.FirstYear > 0 && year.ToString() == text;
    }

    /// <summary>The year of a text that meets the contract.</summary>
    /// <exception cref="FormatException">The text is no academic year.</exception>
    public static AcademicYear Parse(string text) =>
        TryParse(text, out var year) ? year : throw new FormatException($"'{text}' is no academic year.");

    /// <summary>A year of the contract as people write it: <c>2024/25</c> for <c>2024-25</c>.</summary>
    public static string Slashed(string year) => year.Replace('-', '/');

    /// <summary>The year some years later.</summary>
    public AcademicYear Plus(int years) => new(FirstYear + years);

    /// <summary>The year as the contract writes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{FirstYear:0000}-{(FirstYear + 1) % 100:00}");
}
