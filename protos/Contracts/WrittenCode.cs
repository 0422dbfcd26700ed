using System.Globalization;
using System.Text.RegularExpressions;

namespace Mastery.Contracts;

/// <summary>A code as people write it: a project and the letters of its foci, none for the whole project.
/// <c>NCP24-14b</c>, <c>ncp 24-14 B</c>, <c>24 -14</c>, <c>(24–14a/b/c/d)</c>.</summary>
/// <param name="Project">The project's code.</param>
/// <param name="Letters">The letters, lower-case, each once, in order.</param>
public sealed partial record WrittenCode(ProjectCode Project, string Letters)
{
    // Punctuation around a code that was copied from a sentence.
    static readonly char[] Wrapping = [.. "()[]{}<>\"'“”‘’.,;:"];

    /// <summary>Reads <paramref name="text"/>; null when it is not a code.</summary>
    public static WrittenCode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(Bare(text));
        return match.Success
            ? new WrittenCode(
                ProjectCode.Of(match.Groups["year"].ValueSpan, match.Groups["number"].ValueSpan),
                Sorted(match.Groups["letters"].Value))
            : null;
    }

    /// <summary>Removes invisible characters, such as soft hyphens and joiners, that are copied from web
    /// pages.</summary>
    internal static string Bare(string text) =>
        string.Concat(text.Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.Format))
            .Trim().Trim(Wrapping).Trim();

    /// <summary>The letters of a list such as "b/A", lower-case, each once, in order.</summary>
    internal static string Sorted(string letters) =>
        string.Concat(letters.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant).Distinct().Order());

    // \p{Pd} is every dash, the en dash of word processors among them; U+2212 is the minus sign.
    [GeneratedRegex("""
        ^(?: [Nn][Cc][Pp] )? \s*
        (?<year> [0-9]{2} ) \s* [\p{Pd}\u2212] \s* (?<number> [0-9]{2} ) \s*
        (?<letters> (?: [A-Za-z] (?: \s* [/,&+] \s* [A-Za-z] )* )? )\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}
