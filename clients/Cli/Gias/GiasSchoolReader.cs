using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads schools from a GIAS establishment file (<c>edubasealldata*.csv</c>), in one pass and constant memory. A row's
/// URN, name and status must be right; any other damaged cell is left out and reported. The first row of a URN counts.
/// </summary>
public sealed class GiasSchoolReader : GiasReader<SchoolRecord>
{
    const int LongestName = 300;
    const int LongestAddress = 200;

    readonly SchoolColumns columns;
    readonly Dictionary<string, int> seen = [];

    GiasSchoolReader(GiasTable table) : base(table) => columns = new(table);

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasSchoolReader Open(Stream stream) => new(GiasTable.Open(stream, SchoolColumns.Core));

    /// <inheritdoc/>
    protected override SchoolRecord? Take()
    {
        var (urn, name, status) = (Urn(), Name(), Status());
        return Cells.IssueCount > 0 ? null : Optional(new()
        {
            Line = Table.Record.Line,
            Urn = urn,
            DisplayName = name,
            Status = status,
        });
    }

    string Urn()
    {
        var text = Cells.Text(columns.Urn);
        if (text.Length == 0 && Cells.IssueCount == 0) Cells.Note(columns.Urn, text, "the URN is missing");
        if (text.Length == 0) return text;
        if (!CellText.TryDigits(text, 6, pad: false, out var urn, out var reason))
            Cells.Note(columns.Urn, text, $"not a six-digit URN: {reason}");
        else if (!seen.TryAdd(urn, Table.Record.Line))
            Cells.Note(columns.Urn, urn, $"the URN was already on line {seen[urn]}: the first row counts");
        return urn;
    }

    string Name()
    {
        var before = Cells.IssueCount;
        var name = Cells.Words(columns.Name, LongestName);
        if (name.Length == 0 && Cells.IssueCount == before) Cells.Note(columns.Name, name, "the name is missing");
        return name;
    }

    School.Types.Status Status()
    {
        var (code, name) = (Cells.Code(columns.StatusCode), Cells.Words(columns.StatusName, LongestName));
        var status = SchoolCodes.Status(code, name);
        if (status == School.Types.Status.Unspecified)
            Cells.Note(columns.StatusCode.Exists ? columns.StatusCode : columns.StatusName, code.Length > 0 ? code : name,
                "not a status: 1 Open, 2 Closed, 3 Open, but proposed to close, 4 Proposed to open");
        return status;
    }

    SchoolRecord Optional(SchoolRecord school)
    {
        school.LocalAuthority = Cells.Coded(columns.AuthorityCode, columns.AuthorityName, pad: 3);
        school.EstablishmentNumber = Cells.Digits(columns.Number, 4, pad: true);
        school.Ukprn = Cells.Digits(columns.Ukprn, 8, pad: false);
        school.Type = Cells.Coded(columns.TypeCode, columns.TypeName);
        school.TypeGroup = Cells.Coded(columns.GroupCode, columns.GroupName);
        school.OpenDate = Cells.Date(columns.Opened);
        school.CloseDate = Cells.Date(columns.Closed);
        school.Phase = Phase();
        school.StatutoryLowAge = Cells.Age(columns.LowAge);
        school.StatutoryHighAge = Cells.Age(columns.HighAge);
        school.Trust = Cells.Coded(columns.TrustCode, columns.TrustName);
        school.Address = Address();
        school.Region = Cells.Coded(columns.RegionCode, columns.RegionName);
        school.District = Cells.Coded(columns.DistrictCode, columns.DistrictName);
        school.LastChangedDate = Cells.Date(columns.Changed);
        return school;
    }

    School.Types.Phase Phase()
    {
        var (code, name) = (Cells.Code(columns.PhaseCode), Cells.Words(columns.PhaseName, LongestName));
        var phase = SchoolCodes.Phase(code, name);
        if (phase == School.Types.Phase.Unspecified && code.Length + name.Length > 0)
            Cells.Note(columns.PhaseCode.Exists ? columns.PhaseCode : columns.PhaseName, code.Length > 0 ? code : name,
                "not a phase that GIAS has: 0 to 7");
        return phase;
    }

    Address? Address()
    {
        var address = new Address
        {
            Street = Cells.Words(columns.Street, LongestAddress),
            Locality = Cells.Words(columns.Locality, LongestAddress),
            Town = Cells.Words(columns.Town, LongestAddress),
            Postcode = Cells.Words(columns.Postcode, LongestAddress).ToUpperInvariant(),
        };
        return address.CalculateSize() == 0 ? null : address;
    }
}
