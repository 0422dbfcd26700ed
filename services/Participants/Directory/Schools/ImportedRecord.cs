using System.Globalization;
using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>Reads the values of one imported record and keeps its first error with line and column, so that a bad
/// record is rejected by itself and the others are imported.</summary>
sealed class ImportedRecord(int line)
{
    const int MaxValueLength = 100;

    // GIAS writes this date for "not known".
    static readonly DateOnly Unknown = new(1900, 1, 1);

    /// <summary>Whether it is the URN of a children's centre, which has five digits: GIAS has them, and the programme
    /// does not.</summary>
    public static bool IsOutside(string urn) =>
        urn.AsSpan().Trim() is { Length: 5 } digits && !digits.ContainsAnyExceptInRange('0', '9');

    public V1.RejectedRecord? Rejection { get; private set; }

    public void Reject(string column, string value, string reason) => Rejection ??= new V1.RejectedRecord
    {
        Line = line,
        Column = column,
        Value = value.Length <= MaxValueLength ? value : value[..MaxValueLength] + "…",
        Reason = reason,
    };

    public string Required(string column, string value, int longest)
    {
        var text = Text(column, value, longest);
        if (text.Length == 0)
        {
            Reject(column, value, "is missing: fill it in");
        }

        return text;
    }

    public string Text(string column, string value, int longest)
    {
        var text = value.Trim();
        if (text.Length > longest)
        {
            Reject(column, text, $"is longer than {longest} characters: shorten it");
        }

        return text;
    }

    /// <summary>A number of a fixed length. <paramref name="pad"/> restores leading zeros that a spreadsheet
    /// removed.</summary>
    public string Digits(string column, string value, int length, bool pad = false)
    {
        var text = value.Trim();
        if (text.Length == 0)
        {
            return "";
        }

        var digits = pad ? text.PadLeft(length, '0') : text;
        if (digits.Length != length || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            Reject(column, text, $"is not a number of {length} digits: correct it");
        }

        return digits;
    }

    public string Urn(string column, string value)
    {
        var urn = Digits(column, value, 6);
        if (urn.Length == 0)
        {
            Reject(column, "", "is missing: every record needs a six-digit URN");
        }

        return urn;
    }

    /// <summary>A code, without the leading zeros that only some files have; text codes stay as they are.</summary>
    public string Code(string column, V1.CodedValue? coded)
    {
        var text = Text(column, coded?.Code ?? "", 20);
        var bare = text.TrimStart('0');
        return bare.Length == 0 && text.Length > 0 ? "0" : bare;
    }

    public DateOnly? Day(string column, string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (!IsoDate.TryParse(text, out var day))
        {
            Reject(
                column,
                text,
                $"is not a day as 2025-09-01, between {IsoDate.Text(IsoDate.Earliest)} and "
                    + $"{IsoDate.Text(IsoDate.Latest)}: correct it");
            return null;
        }

        return day == Unknown ? null : day;
    }

    public short Age(string column, int age)
    {
        if (age is >= 0 and <= 99)
        {
            return (short)age;
        }

        Reject(column, age.ToString(CultureInfo.InvariantCulture), "is not an age of 0 to 99 years: correct it");
        return 0;
    }

    public T Choice<T>(string column, T value) where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value))
        {
            Reject(column, value.ToString(), "is not a value that GIAS has: correct it");
        }

        return value;
    }
}
