using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mastery.Contracts;

/// <summary>A code as people write it: a project and the letters of its foci, none for the whole project.
/// <c>NCP24-14b</c>, <c>ncp 24 14 B</c>, <c>24 -14</c>, <c>(24–14a/b/c/d)</c>, <c>NCP24-14(b)</c>, <c>NCP24-14ab</c>,
/// <c>NCP24-14 a–d</c>, <c>NCP24-14 Focus A and B</c>, <c>Project Code: NCP24-14a/b/c/d</c>, full-width
/// forms.</summary>
/// <param name="Project">The project's code.</param>
/// <param name="Letters">The letters, lower-case, each once, in order.</param>
public sealed partial record WrittenCode(ProjectCode Project, string Letters)
{
    // \p{Pd} is every dash, the en dash of word processors among them; U+2212 is the minus sign.
    internal const string Dash = @"[\p{Pd}\u2212]";

    // One focus, or several: run together (ab), from one to another (a-d, a to d), or in a list (a/b, a, b and d).
    const string Item = $@"[a-z]+ (?: (?: \s* {Dash} \s* | \s+ to \s+ ) [a-z] )?";
    internal const string List = $@"{Item} (?: (?: \s* [/,&+;] \s* (?: and \s+ )? | \s+ and \s+ ) {Item} )*";

    // "Project Code:", as the programme's page has it.
    internal const string Label = @"(?: (?: project \s* )? (?: code \s* )? : \s* | project \s+ code \s+ )?";

    // ", Focus", before the letters.
    internal const string InFocus = $@"\s* (?: [:,] | {Dash} )? \s* foc(?: us | i ) \s+";

    // Punctuation around a code that was copied from a sentence.
    static readonly char[] Wrapping = [.. "()[]{}<>\"'“”‘’.,;:"];

    /// <summary>Reads <paramref name="text"/>; null when it is not a code.</summary>
    public static WrittenCode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(Bare(text));
        return match.Success && LettersOf(match.Groups["letters"].Value) is { } letters
            ? new WrittenCode(ProjectCode.Of(match.Groups["year"].ValueSpan, match.Groups["number"].ValueSpan), letters)
            : null;
    }

    /// <summary>The letters of foci that are written without their project: <c>Focus B</c>, <c>foci a-c</c>,
    /// <c>b</c>, <c>a and b</c>; null when it is anything else.</summary>
    public static string? ParseLetters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = LettersForm().Match(Bare(text));
        return match.Success ? LettersOf(match.Groups["letters"].Value) : null;
    }

    /// <summary>The text in common forms of its characters, without brackets and without invisible characters, such as
    /// soft hyphens and joiners, that are copied from web pages.</summary>
    internal static string Bare(string text)
    {
        var visible = text.Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.Format);
        var common = string.Concat(visible).Normalize(NormalizationForm.FormKC);
        return Brackets().Replace(common, " ").Trim().Trim(Wrapping).Trim();
    }

    /// <summary>The letters of a list such as "b/A", lower-case, each once, in order.</summary>
    internal static string Sorted(string letters) =>
        string.Concat(letters.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant).Distinct().Order());

    /// <summary>The letters of a list; null where letters run together out of order, as in a word.</summary>
    internal static string? LettersOf(string list)
    {
        var found = new StringBuilder();
        foreach (Match item in Items().Matches(list.ToLowerInvariant()))
        {
            var (run, last) = (item.Groups["run"].Value, item.Groups["last"].Value);
            if (run.Zip(run.Skip(1)).Any(pair => pair.First >= pair.Second)
                || (last.Length > 0 && (run.Length > 1 || run[0] >= last[0])))
            {
                return null;
            }

            found.Append(run);
            for (var letter = run[0]; last.Length > 0 && letter <= last[0]; letter++)
            {
                found.Append(letter);
            }
        }

        return Sorted($"{found}");
    }

    [GeneratedRegex($"""
        ^{Label}
        (?: ncp \s* (?<year> [0-9][0-9] ) (?: \s* {Dash} \s* | \s+ )
            | (?<year> [0-9][0-9] ) \s* {Dash} \s* )
        (?<number> [0-9][0-9] )
        (?: {InFocus} (?<letters> {List} ) | \s* (?<letters> {List} ) )?\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex($"""
        ^(?: foc(?: us | i ) \s+ (?<letters> {List} )
            | (?![a-z][a-z]) (?<letters> {List} ) )\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant)]
    private static partial Regex LettersForm();

    [GeneratedRegex(@"[()\[\]]")]
    private static partial Regex Brackets();

    [GeneratedRegex($"""
        (?: \b and \s+ )? (?<run> [a-z]+ ) (?: (?: \s* {Dash} \s* | \s+ to \s+ ) (?<last> [a-z] ) )?
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Items();
}
