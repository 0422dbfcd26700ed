using System.Text.RegularExpressions;

namespace Mastery.Contracts;

/// <summary>A hub's own code as people write it: a local project and the letters of its foci, none for the whole
/// project. <c>YH-ORACYb</c>, <c>yh oracy</c>, <c>YH-Oracy b</c>, <c>yh-oracy-25 a/b</c>, <c>YH-ORACY a-d</c>,
/// <c>YH-ORACY Focus A and B</c>.</summary>
/// <param name="Project">The project's code.</param>
/// <param name="Letters">The letters, lower-case, each once, in order.</param>
public sealed partial record WrittenLocalCode(LocalCode Project, string Letters)
{
    /// <summary>The code in its canonical form, with the letters: <c>YH-ORACYb</c>.</summary>
    public override string ToString() => $"{Project}{Letters}";

    /// <summary>What <paramref name="text"/> can mean, the likeliest first; empty when it is no such code. Where the
    /// case does not tell whether a last letter names a focus or ends the word, both are answered.</summary>
    public static IReadOnlyList<WrittenLocalCode> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(WrittenCode.Bare(text));
        if (!match.Success)
        {
            return [];
        }

        if (match.Groups["list"] is { Success: true, Value: var list })
        {
            return WrittenCode.LettersOf(list) is { } several ? Of(match, match.Groups["word"].Value, several) : [];
        }

        var (word, year) = (match.Groups["word"].Value, match.Groups["year"].Value);
        var letters = match.Groups["letters"].Value;
        var (start, last) = (word[..^1], word[^1..]);
        var mayEndInFocus = year.Length == 0 && char.IsAsciiLetter(last[0])
            && (letters.Length == 0 || !char.IsAsciiLetter(letters[0]));
        var isFocus = mayEndInFocus
            && (letters.Length > 0 || (char.IsAsciiLetterLower(last[0]) && !start.Any(char.IsAsciiLetterLower)));
        return [
            .. isFocus ? [] : Of(match, word, letters),
            .. mayEndInFocus ? Of(match, start, last + letters) : [],
        ];
    }

    static WrittenLocalCode[] Of(Match match, string word, string letters)
    {
        var year = match.Groups["year"].Value;
        var code = $"{match.Groups["hub"].Value}-{word}{(year.Length == 0 ? "" : "-" + year)}".ToUpperInvariant();
        return LocalCode.TryParse(code, out var project) ? [new(project, WrittenCode.Sorted(letters))] : [];
    }

    [GeneratedRegex($$"""
        ^{{WrittenCode.Label}} (?<hub> [a-z]{2,5} ) (?: \s* {{WrittenCode.Dash}} \s* | \s+ )
        (?<word> [a-z][a-z0-9]{1,10} ) (?: (?: \s* {{WrittenCode.Dash}} \s* | \s+ ) (?<year> [0-9]{2} ) )?
        (?: \s* (?<letters> [a-z]? (?: \s* [/,&+] \s* [a-z] )* )
            | (?: {{WrittenCode.InFocus}} | \s+ ) (?<list> {{WrittenCode.List}} ) )\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
