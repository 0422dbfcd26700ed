using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>Reads an academic year as people write it.</summary>
static partial class WrittenYear
{
    /// <summary>The years that a text may mean: one for "2022/23", "22-23" or "AY 2022–2023"; two for "2022"; none for
    /// what is no year.</summary>
    public static IReadOnlyList<AcademicYear> Read(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success)
        {
            return [];
        }

        var first = Full(match.Groups["first"].Value);
        if (match.Groups["second"].Value is not { Length: > 0 } written)
        {
            return match.Groups["first"].Length == 4 ? [new(first - 1), new(first)] : [];
        }

        return Full(written) == first + 1 ? [new(first)] : [];
    }

    static int Full(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length == 4 ? year : 2000 + year;
    }

    [GeneratedRegex("""
        ^(?: AY | academic\ year )? \s* (?<first> 20[0-9]{2} | [0-9]{2} )
        (?: \s* [\p{Pd}\u2212/\\] \s* (?<second> 20[0-9]{2} | [0-9]{2} ) )? \z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
