using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mastery.FocusCatalogue;

/// <summary>An academic year by the calendar year in which it starts: 2024 is <c>2024-25</c>.</summary>
public readonly record struct AcademicYear(int Start)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out AcademicYear year)
    {
        year = text is { Length: 7 }
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new AcademicYear(start)
            : default;
        return year.Start > 0 && year.ToString() == text;
    }

    public AcademicYear Plus(int years) => new(Start + years);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start:0000}-{(Start + 1) % 100:00}");
}
