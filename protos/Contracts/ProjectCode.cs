using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mastery.Contracts;

/// <summary>The canonical code of a project, <c>NCP24-14</c>: the year of the century in which its academic year
/// starts, and its number in that year.</summary>
/// <param name="Year">The last two digits of the year.</param>
/// <param name="Number">The number, of two digits.</param>
public readonly partial record struct ProjectCode(int Year, int Number)
{
    /// <summary>The academic year.</summary>
    public AcademicYear AcademicYear => new(2000 + Year);

    /// <summary>Reads a code in this form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ProjectCode code)
    {
        var canonical = text is not null && Canonical().IsMatch(text);
        code = canonical ? Of(text.AsSpan(3, 2), text.AsSpan(6, 2)) : default;
        return canonical;
    }

    /// <summary>The code of two digits of year and two of number.</summary>
    public static ProjectCode Of(ReadOnlySpan<char> year, ReadOnlySpan<char> number) =>
        new(int.Parse(year, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture));

    /// <summary>The code.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"NCP{Year:00}-{Number:00}");

    [GeneratedRegex(@"^NCP[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Canonical();
}
