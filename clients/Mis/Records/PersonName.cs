using System.Globalization;
using System.Text.RegularExpressions;

namespace Mastery.Mis.Records;

/// <summary>Takes names apart that stand in one column.</summary>
static partial class PersonName
{
    static readonly HashSet<string> GenericWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "sen", "senco", "personnel", "cover", "supervisor", "supply", "teacher", "teachers", "staff", "office", "admin",
        "administrator", "administration", "reception", "exams", "exam", "invigilator", "invigilators", "vacancy",
            "vacant",
        "tbc", "tba", "test", "account", "user", "generic", "finance", "hr", "ict", "it", "support", "technician",
            "site",
        "team", "school", "library", "music", "peripatetic", "agency", "temp", "temporary", "new", "maths",
            "department",
        "dept", "head", "of", "safeguarding", "attendance", "data", "manager", "shared", "mailbox", "room", "class",
    };

    /// <summary>The given and the family name of "SMITH, Anna", "Smith, Mrs Anna" or "Mrs Anna Smith".</summary>
    public static (string Given, string Family) Split(string name)
    {
        if (name.Split(',', 2, StringSplitOptions.TrimEntries) is [var family, var given])
        {
            return (WithoutTitle(given), Cased(family));
        }

        var words = WithoutTitle(name);
        var last = words.LastIndexOf(' ');
        return last < 0 ? ("", Cased(words)) : (words[..last], Cased(words[(last + 1)..]));
    }

    /// <summary>Whether the name is that of an account that several people use, or of a post without a
    /// person.</summary>
    public static bool IsOfAnAccount(string given, string family) =>
        Words().Matches($"{given} {family}") is { Count: > 0 } words
            && words.All(word => GenericWords.Contains(word.Value));

    static string WithoutTitle(string name) => Title().Replace(name, "");

    // Names in capitals are a habit of lists, not how the person writes it.
    static string Cased(string name) => name.Length > 1 && !name.Any(char.IsLower)
        ? McName().Replace(
            CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant()),
            match => match.Value[..^1] + char.ToUpperInvariant(match.Value[^1]))
        : name;

    [GeneratedRegex(@"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|revd|sir|dame|fr)\.?\s+)+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex(@"\bMc\p{Ll}|(?<=\p{L}')\p{Ll}")]
    private static partial Regex McName();

    [GeneratedRegex(@"[\p{L}\p{N}']+")]
    private static partial Regex Words();
}
