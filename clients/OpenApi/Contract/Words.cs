using System.Text.RegularExpressions;

namespace Mastery.OpenApi.Contract;

/// <summary>Names of the contract, written as REST and people write them.</summary>
static partial class Words
{
    /// <summary><c>work_group</c> is <c>workGroup</c>.</summary>
    public static string Camel(string name) =>
        Underscore().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());

    /// <summary><c>ListWorkGroups</c> is <c>listWorkGroups</c>.</summary>
    public static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary><c>focus_catalogue</c> is <c>FocusCatalogue</c>.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + Camel(name)[1..];

    /// <summary><c>ListWorkGroups</c> is <c>List work groups</c>.</summary>
    public static string Sentence(string name)
    {
        var words = Capital().Replace(name.Replace('_', ' '), match => $" {match.Value.ToLowerInvariant()}").Trim();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The first sentence, without its full stop.</summary>
    public static string FirstSentence(string text)
    {
        var end = SentenceEnd().Match(text);
        return end.Success ? text[..end.Index] : text;
    }

    [GeneratedRegex("_([a-z0-9])")]
    private static partial Regex Underscore();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\.(\s|$)")]
    private static partial Regex SentenceEnd();
}
