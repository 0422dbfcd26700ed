using Type = Mastery.Participants.V1.Trust.Types.Type;

namespace Mastery.Participants;

/// <summary>Reads a trust from a record of an import. Rejections name the columns as GIAS does.</summary>
static class TrustRecord
{
    const int LongestName = 300;
    const int LongestUid = 10;
    const int CompaniesHouseDigits = 8;

    /// <summary>GIAS's types of groups: null for those that are no trusts.</summary>
    static readonly (string Code, string Name, Type? Type)[] Types =
    [
        ("1", "Federation", null),
        ("2", "Trust", Type.Foundation),
        ("5", "School sponsor", null),
        ("6", "Multi-academy trust", Type.MultiAcademy),
        ("8", "Children's Centres Group", null),
        ("9", "Children's Centres Collaboration", null),
        ("10", "Single-academy trust", Type.SingleAcademy),
        ("11", "Umbrella trust", null),
        ("13", "Secure single-academy trust", Type.SecureSingleAcademy),
    ];

    /// <summary>Whether the record is of a group that is no trust.</summary>
    public static bool IsOutside(V1.TrustRecord record) => Find(record.Type) is { Type: null };

    /// <summary>The trust of <paramref name="record"/>, which is valid only if <paramref name="read"/> has no
    /// rejection.</summary>
    public static Trust Read(V1.TrustRecord record, ImportedRecord read) => new()
    {
        Uid = Uid(record, read),
        DisplayName = read.Text("Group Name", record.DisplayName, LongestName),
        CompaniesHouseNumber = CompaniesHouse(record, read),
        Ukprn = read.Digits("UKPRN", record.Ukprn, 8),
        Type = TypeOf(record, read),
        Status = read.Choice("Group Status (code)", record.Status),
        OpenDate = read.Day("Open date", record.OpenDate),
        CloseDate = read.Day("Closed Date", record.CloseDate),
    };

    static string Uid(V1.TrustRecord record, ImportedRecord read)
    {
        var uid = record.Uid.Trim().TrimStart('0');
        if (uid.Length is 0 or > LongestUid || uid.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            read.Reject("UID", record.Uid.Trim(), "is missing or not a number of up to ten digits: correct it");
        }

        return uid;
    }

    static string CompaniesHouse(V1.TrustRecord record, ImportedRecord read)
    {
        const string Column = "Companies House Number";
        var text = record.CompaniesHouseNumber.Trim().ToUpperInvariant();
        if (text.Length == 0)
        {
            return "";
        }

        var number = text.PadLeft(CompaniesHouseDigits, '0');
        if (number.Length != CompaniesHouseDigits || !number.All(char.IsAsciiLetterOrDigit))
        {
            read.Reject(Column, text, "is not a number of eight digits, or letters and digits: correct it");
        }

        return number;
    }

    static Type TypeOf(V1.TrustRecord record, ImportedRecord read)
    {
        if (record.Type is not null && Find(record.Type) is null)
        {
            read.Reject("Group Type (code)", $"{record.Type.Code} {record.Type.DisplayName}".Trim(),
                "is not a type of group that GIAS has: correct it");
        }

        return Find(record.Type)?.Type ?? Type.Unspecified;
    }

    static (string Code, string Name, Type? Type)? Find(V1.CodedValue? type)
    {
        var (code, name) = (type?.Code.Trim().TrimStart('0') ?? "", type?.DisplayName.Trim() ?? "");
        var found = Array.FindIndex(Types, known => code.Length > 0
            ? known.Code == code
            : known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found < 0 ? null : Types[found];
    }
}
