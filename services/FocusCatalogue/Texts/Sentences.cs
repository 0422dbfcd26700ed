using System.Text.RegularExpressions;

namespace Mastery.FocusCatalogue;

/// <summary>Texts as sentences.</summary>
static partial class Sentences
{
    /// <summary>The sentences of a text.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. Ends().Split(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0)];

    /// <summary>Whether a sentence only says that something is new in a year.</summary>
    public static bool IsNews(string sentence) => News().IsMatch(sentence);

    /// <summary>The text without such sentences.</summary>
    public static string WithoutNews(string text) => Of(text).Any(IsNews)
        ? string.Join(' ', Of(text).Where(sentence => !IsNews(sentence)))
        : text;

    // A line break ends a sentence too, as in lists.
    [GeneratedRegex(@"(?<=[.!?]) \s+ (?=[\p{Lu}\p{Pi}""(0-9]) | \n+", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ends();

    [GeneratedRegex($@"^ new \s+ (?: in | for ) \s+ {DatedWords.Years} [.!]? \z",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture)]
    private static partial Regex News();
}
