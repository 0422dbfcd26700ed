using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mastery.Contracts;

/// <summary>The canonical code of a hub's local project: the hub's own letters, a hyphen and a short word, as in
/// <c>YH-ORACY</c>. A repeat in a later year has that year's two digits too: <c>YH-ORACY-25</c> is of
/// 2025/26.</summary>
/// <remarks>The word begins with a letter and the letters are not <c>NCP</c>, so it is never read as a <see
/// cref="ProjectCode"/>.</remarks>
/// <param name="Letters">The hub's own letters.</param>
/// <param name="Word">What the project is about.</param>
/// <param name="Year">The last two digits of the year in which its academic year begins; null when the code has
/// none.</param>
public readonly partial record struct LocalCode(string Letters, string Word, int? Year)
{
    /// <summary>The academic year that the code says; null when it says none.</summary>
    public AcademicYear? AcademicYear => Year is { } year ? new AcademicYear(2000 + year) : null;

    /// <summary>Reads a code in this form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LocalCode code)
    {
        var match = Canonical().Match(text ?? "");
        code = match.Success ? Of(match.Groups["letters"].Value, match.Groups["word"].Value, match.Groups["year"].Value)
            : default;
        return match.Success;
    }

    /// <summary>The code of a repeat in another academic year.</summary>
    public LocalCode In(AcademicYear year) => this with { Year = year.FirstYear % 100 };

    /// <summary>The code.</summary>
    public override string ToString() => Year is { } year
        ? string.Create(CultureInfo.InvariantCulture, $"{Letters}-{Word}-{year:00}")
        : $"{Letters}-{Word}";

    static LocalCode Of(string letters, string word, string year) =>
        new(letters, word, year.Length == 0 ? null : int.Parse(year, CultureInfo.InvariantCulture));

    [GeneratedRegex("^(?!NCP-)(?<letters>[A-Z]{2,5})-(?<word>[A-Z][A-Z0-9]{1,9})(-(?<year>[0-9]{2}))?\\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Canonical();
}
