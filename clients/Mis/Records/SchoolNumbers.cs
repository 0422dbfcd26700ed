using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Mastery.Mis.Records;

/// <summary>Reads the numbers of schools.</summary>
static partial class SchoolNumbers
{
    /// <summary>Reads a URN (six digits) or a LAESTAB (seven digits, also 123/4567, 123-4567 or 123 4567).</summary>
    public static bool TryRead(string text, string name, [NotNullWhen(true)] out SourceSchool? school)
    {
        var digits = Separator().Replace(text, "$1$2");
        school = digits.Length switch
        {
            _ when digits.Any(letter => !char.IsAsciiDigit(letter)) || digits.StartsWith('0') => null,
            6 => new(digits, SchoolNumberKind.Urn, name),
            7 => new(digits, SchoolNumberKind.Laestab, name),
            _ => null,
        };
        return school is not null;
    }

    /// <summary>The LAESTAB of a local authority's number and an establishment's.</summary>
    public static bool TryJoin(
        string authority, string establishment, string name, [NotNullWhen(true)] out SourceSchool? school) =>
        TryRead(establishment.Length is > 0 and <= 4 ? authority + establishment.PadLeft(4, '0') : "", name,
            out school);

    [GeneratedRegex(@"^(\d{3})[/\- ](\d{4})$")]
    private static partial Regex Separator();
}
