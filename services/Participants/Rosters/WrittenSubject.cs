using System.Text.RegularExpressions;
using Mastery.Common.V1;

namespace Mastery.Participants;

/// <summary>Reads a subject of the programme as schools write it.</summary>
static partial class WrittenSubject
{
    static readonly string[] Mathematics = ["ma", "mat", "mth"];

    static readonly string[] Science = ["sc", "biology", "chemistry", "physics", "bio", "chem", "phys"];

    /// <summary>The subject of a department's name: "Maths &amp; Statistics", "MATHS DEPT", "Ma", "Sc", "Physics". Null
    /// where it is none of the programme, or both.</summary>
    public static Subject? Read(string text) => Read(text, abbreviations: true);

    /// <summary>The subject of a job title: "Teacher of Mathematics", "Head of Maths". Abbreviations of two letters
    /// mean other things there.</summary>
    public static Subject? OfTitle(string text) => Read(text, abbreviations: false);

    static Subject? Read(string text, bool abbreviations)
    {
        var bare = OtherSciences().Replace(text, " ");
        string[] words = [.. Words().Matches(bare).Select(word => word.Value.ToLowerInvariant())];
        var (mathematics, science) = (Has(words, "math", Mathematics), Has(words, "sci", Science));
        return (mathematics, science) switch
        {
            (true, false) => Subject.Mathematics,
            (false, true) => Subject.Science,
            _ => null,
        };

        bool Has(string[] words, string begin, string[] others) => Array.Exists(words, word =>
            word.StartsWith(begin, StringComparison.Ordinal)
            || (others.Contains(word) && (abbreviations || word.Length > 4)));
    }

    [GeneratedRegex("[a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    // "Computer Science" is no science of the programme.
    [GeneratedRegex(
        @"\b(computer|computing|social|sports?|political|food|exercise|health|data|rural)\s+(and\s+\w+\s+)?sciences?\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OtherSciences();
}
