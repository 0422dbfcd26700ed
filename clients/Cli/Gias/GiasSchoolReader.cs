using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads schools from a GIAS establishment file (<c>edubasealldata*.csv</c>), in one pass and constant memory. A row's
/// URN, name and status must be right; any other damaged cell is left out and reported, and the directory keeps what it
/// knows. A row with a five-digit URN, a children's centre, is outside the programme. Of several rows with one URN,
/// the first is used.
/// </summary>
public sealed class GiasSchoolReader : GiasReader<SchoolRecord>
{
    const int LongestName = 300;
    const int LongestAddress = 200;

    readonly SchoolColumns _columns;
    readonly Dictionary<string, int> _seen = [];

    GiasSchoolReader(GiasTable table) : base(table) => _columns = new(table);

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasSchoolReader Open(Stream stream) => new(GiasTable.Open(stream, SchoolColumns.Core));

    /// <inheritdoc/>
    protected override SchoolRecord? ReadRecord()
    {
        var urn = Urn(_columns.Urn);
        if (IsOutside(urn))
        {
            return null;
        }

        var (name, status) = (Name(), Status());
        return Cells.IssueCount > 0 || !IsFirst(urn) ? null : Kind(Place(new()
        {
            Line = Table.Record.Line,
            Urn = urn,
            DisplayName = name,
            Status = status,
        }));
    }

    bool IsFirst(string urn)
    {
        if (_seen.TryAdd(urn, Table.Record.Line))
        {
            return true;
        }

        Cells.AddIssue(_columns.Urn, urn, $"the URN was already on line {_seen[urn]}: the first row counts");
        return false;
    }

    string Name()
    {
        var before = Cells.IssueCount;
        var name = Cells.FreeText(_columns.Name, LongestName) ?? "";
        if (name.Length == 0 && Cells.IssueCount == before)
        {
            Cells.AddIssue(_columns.Name, name, "the name is missing");
        }

        return name;
    }

    School.Types.Status Status()
    {
        var code = Cells.Code(_columns.StatusCode) ?? "";
        var name = Cells.FreeText(_columns.StatusName, LongestName) ?? "";
        var status = SchoolCodes.Status(code, name);
        if (status == School.Types.Status.Unspecified)
        {
            Cells.AddIssue(
                _columns.StatusCode.Exists ? _columns.StatusCode : _columns.StatusName, code.Length > 0 ? code : name,
                "not a status: 1 Open, 2 Closed, 3 Open, but proposed to close, 4 Proposed to open");
        }

        return status;
    }

    SchoolRecord Place(SchoolRecord school)
    {
        school.LocalAuthority = Cells.CodeAndName(_columns.AuthorityCode, _columns.AuthorityName, pad: 3);
        school.Trust = Cells.CodeAndName(_columns.TrustCode, _columns.TrustName);
        school.Region = Cells.CodeAndName(_columns.RegionCode, _columns.RegionName);
        school.District = Cells.CodeAndName(_columns.DistrictCode, _columns.DistrictName);
        school.Address = Address();
        if (Cells.Digits(_columns.Number, 4, pad: true) is { } number)
        {
            school.EstablishmentNumber = number;
        }

        if (Cells.Digits(_columns.Ukprn, 8, pad: false) is { } ukprn)
        {
            school.Ukprn = ukprn;
        }

        return school;
    }

    SchoolRecord Kind(SchoolRecord school)
    {
        school.Type = Cells.CodeAndName(_columns.TypeCode, _columns.TypeName);
        school.TypeGroup = Cells.CodeAndName(_columns.GroupCode, _columns.GroupName);
        if (Phase() is { } phase)
        {
            school.Phase = phase;
        }

        if (Cells.Age(_columns.LowAge) is { } lowAge)
        {
            school.StatutoryLowAge = lowAge;
        }

        if (Cells.Age(_columns.HighAge) is { } highAge)
        {
            school.StatutoryHighAge = highAge;
        }

        return Dates(school);
    }

    SchoolRecord Dates(SchoolRecord school)
    {
        if (Cells.Date(_columns.Opened) is { } opened)
        {
            school.OpenDate = opened;
        }

        if (Cells.Date(_columns.Closed) is { } closed)
        {
            school.CloseDate = closed;
        }

        if (Cells.Date(_columns.Changed) is { } changed)
        {
            school.LastChangedDate = changed;
        }

        return school;
    }

    School.Types.Phase? Phase()
    {
        var (code, name) = (Cells.Code(_columns.PhaseCode), Cells.FreeText(_columns.PhaseName, LongestName));
        if (code is null && name is null)
        {
            return null;
        }

        var phase = SchoolCodes.Phase(code ?? "", name ?? "");
        if (phase != School.Types.Phase.Unspecified || string.IsNullOrEmpty(code + name))
        {
            return phase;
        }

        Cells.AddIssue(
            _columns.PhaseCode.Exists ? _columns.PhaseCode : _columns.PhaseName, code is { Length: > 0 } ? code : name!,
            "not a phase that GIAS has: 0 to 7");
        return null;
    }

    Address? Address()
    {
        Address address = new();
        var said = false;
        Set(_columns.Street, text => address.Street = text);
        Set(_columns.Locality, text => address.Locality = text);
        Set(_columns.Town, text => address.Town = text);
        Set(_columns.Postcode, text => address.Postcode = text.ToUpperInvariant());
        return said ? address : null;

        void Set(Column column, Action<string> set)
        {
            if (Cells.FreeText(column, LongestAddress) is { } text)
            {
                set(text);
                said = true;
            }
        }
    }
}
