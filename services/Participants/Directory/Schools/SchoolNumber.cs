namespace Mastery.Participants;

/// <summary>A number that identifies a school. Its length tells which kind of number it is.</summary>
public sealed record SchoolNumber(V1.LookupSchoolResponse.Types.Key Key, string Digits)
{
    /// <summary>Reads a URN, a LAESTAB with or without its slash, or a UKPRN.</summary>
    /// <exception cref="Mastery.ServiceDefaults.ApiError">INVALID_ARGUMENT when it is none of these.</exception>
    public static SchoolNumber Parse(string text)
    {
        var digits = text.Replace("/", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return digits.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? throw DirectoryErrors.NoSchoolNumber()
            : new SchoolNumber(KeyOf(digits.Length), digits);
    }

    /// <summary>The same for a text that may be none of these: null then.</summary>
    public static SchoolNumber? TryParse(string text)
    {
        var digits = string.Concat(text.Where(character => character is not ('/' or ' ' or '-')));
        return digits.Length is 6 or 7 or 8 && digits.All(char.IsAsciiDigit) ? Parse(digits) : null;
    }

    static V1.LookupSchoolResponse.Types.Key KeyOf(int length) => length switch
    {
        6 => V1.LookupSchoolResponse.Types.Key.Urn,
        7 => V1.LookupSchoolResponse.Types.Key.Laestab,
        8 => V1.LookupSchoolResponse.Types.Key.Ukprn,
        _ => throw DirectoryErrors.NoSchoolNumber(),
    };
}
