using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Contracts;

namespace Mastery.FocusCatalogue;

/// <summary>Finds in a sentence what is of one year (academic and calendar years, codes, cohorts), and says what it
/// would be some years later.</summary>
/// <param name="years">How many years later.</param>
/// <param name="successors">The code of the later year that continues a code, where there is one.</param>
sealed partial class DatedWords(int years, IReadOnlyDictionary<string, string> successors)
{
    /// <summary>2023/24, 2023-24, 2023–2024, 2023 to 2024, 23/24, 2023. A number such as 2000 is no year.</summary>
    internal const string Years = """
        (?: (?<! \d ) (?<first> 20[1-4]\d )
                (?: (?<to> \s? [/\p{Pd}] \s? | \s to \s ) (?<last> (?: 20 )? \d\d ) )? (?! \d )
            | (?<! [\d/] ) (?<first> [1-4]\d ) (?<to> / ) (?<last> \d\d ) (?! [\d/] ) )
        """;

    const string Letters = "(?<letters> (?-i: [a-z] (?: / [a-z] )* ) (?! [a-z] ) )?";

    /// <summary>What the sentence names, as it is written, with what that would be.</summary>
    public IEnumerable<(string Named, string Suggestion)> In(string sentence) =>
        Form().Matches(sentence)
            .Select(match => (Named: match.Value, Suggestion: Suggestion(match)))
            .Where(mention => mention.Suggestion.Length > 0)
            .Distinct();

    string Suggestion(Match match) =>
        match.Groups["number"].Success ? National(match)
        : match.Groups["local"].Success ? Local(match)
        : match.Groups["cohort"].Success ? $"{match.Groups["range"]}{Number(match.Groups["cohort"]) + years}"
        : Year(match);

    // Without NCP it is taken for a code only where the catalogue has it: "11-14" is an age range.
    string National(Match match)
    {
        var named = ProjectCode.Of(match.Groups["year"].ValueSpan, match.Groups["number"].ValueSpan);
        if (!successors.TryGetValue($"{named}", out var later))
        {
            later = match.Groups["ncp"].Success ? $"{named with { Year = (named.Year + years) % 100 }}" : "";
        }

        return later.Length == 0 ? "" : later + match.Groups["letters"].Value;
    }

    string Local(Match match)
    {
        var named = match.Groups["local"].Value;
        var later = successors.GetValueOrDefault(named)
            ?? (LocalCode.TryParse(named, out var code) && code.AcademicYear is { } year
                ? $"{code.In(year.Plus(years))}"
                : "");
        return later.Length == 0 ? "" : later + match.Groups["letters"].Value;
    }

    // Of a day, such as 2024-09-02, only the year moves. Of two short numbers, only years that follow each other are.
    string Year(Match match)
    {
        var (first, last, to) = (match.Groups["first"], match.Groups["last"], match.Groups["to"].Value);
        var (isShort, isPair) = (first.Length == 2, last.Success && (Number(first) + 1 - Number(last)) % 100 == 0);
        return isShort && !isPair ? ""
            : $"{Number(first) + years}" + to + (isPair || last.Length == 4 ? Moved(last) : last.Value);
    }

    string Moved(Group last) =>
        (Number(last) + years).ToString("00", CultureInfo.InvariantCulture)[^last.Length..];

    static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex($$"""
        (?<! [a-z0-9] ) (?<ncp> NCP \s? )? (?<year> \d\d ) \s? \p{Pd} \s? (?<number> \d\d ) (?! [\d\p{Pd}] ) {{Letters}}
        | (?<! [a-z0-9] ) (?<local> (?-i: [A-Z]{2,5}-[A-Z][A-Z0-9]{1,9} (?: -\d\d )? ) ) {{Letters}} (?! [a-z0-9] )
        | \b (?<range> cohorts? \s (?: \d{1,2} (?: \s? \p{Pd} \s? | \s to \s | ,? \s and \s | , \s ) )* )
            (?<cohort> \d{1,2} ) (?! \d )
        | {{Years}}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
