using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads schools from a GIAS establishment file (<c>edubasealldata*.csv</c>), in one pass and constant memory. A row's
/// URN, name and status must be right; any other damaged cell is left out and reported. Of several rows with one URN,
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
        var text = Cells.Text(_columns.Urn);
        if (text.Length == 0 && Cells.IssueCount == 0)
        {
            Cells.AddIssue(_columns.Urn, text, "the URN is missing");
        }

        if (text.Length == 0)
        {
            return text;
        }

        if (!CellText.TryDigits(text, 6, pad: false, out var urn, out var reason))
        {
            Cells.AddIssue(_columns.Urn, text, $"not a six-digit URN: {reason}");
        }
        else if (!_seen.TryAdd(urn, Table.Record.Line))
        {
            Cells.AddIssue(_columns.Urn, urn, $"the URN was already on line {_seen[urn]}: the first row counts");
        }

        return urn;
    }

    string Name()
    {
        var before = Cells.IssueCount;
        var name = Cells.FreeText(_columns.Name, LongestName);
        if (name.Length == 0 && Cells.IssueCount == before)
        {
            Cells.AddIssue(_columns.Name, name, "the name is missing");
        }

        return name;
    }

    School.Types.Status Status()
    {
        var (code, name) = (Cells.Code(_columns.StatusCode), Cells.FreeText(_columns.StatusName, LongestName));
        var status = SchoolCodes.Status(code, name);
        if (status == School.Types.Status.Unspecified)
        {
            Cells.AddIssue(
                _columns.StatusCode.Exists ? _columns.StatusCode : _columns.StatusName, code.Length > 0 ? code : name,
                "not a status: 1 Open, 2 Closed, 3 Open, but proposed to close, 4 Proposed to open");
        }

        return status;
    }

    SchoolRecord Optional(SchoolRecord school)
    {
        school.LocalAuthority = Cells.CodeAndName(_columns.AuthorityCode, _columns.AuthorityName, pad: 3);
        school.EstablishmentNumber = Cells.Digits(_columns.Number, 4, pad: true);
        school.Ukprn = Cells.Digits(_columns.Ukprn, 8, pad: false);
        school.Type = Cells.CodeAndName(_columns.TypeCode, _columns.TypeName);
        school.TypeGroup = Cells.CodeAndName(_columns.GroupCode, _columns.GroupName);
        school.OpenDate = Cells.Date(_columns.Opened);
        school.CloseDate = Cells.Date(_columns.Closed);
        school.Phase = Phase();
        school.StatutoryLowAge = Cells.Age(_columns.LowAge);
        school.StatutoryHighAge = Cells.Age(_columns.HighAge);
        school.Trust = Cells.CodeAndName(_columns.TrustCode, _columns.TrustName);
        school.Address = Address();
        school.Region = Cells.CodeAndName(_columns.RegionCode, _columns.RegionName);
        school.District = Cells.CodeAndName(_columns.DistrictCode, _columns.DistrictName);
        school.LastChangedDate = Cells.Date(_columns.Changed);
        return school;
    }

    School.Types.Phase Phase()
    {
        var (code, name) = (Cells.Code(_columns.PhaseCode), Cells.FreeText(_columns.PhaseName, LongestName));
        var phase = SchoolCodes.Phase(code, name);
        if (phase == School.Types.Phase.Unspecified && code.Length + name.Length > 0)
        {
            Cells.AddIssue(
                _columns.PhaseCode.Exists ? _columns.PhaseCode : _columns.PhaseName, code.Length > 0 ? code : name,
                "not a phase that GIAS has: 0 to 7");
        }

        return phase;
    }

    Address? Address()
    {
        var address = new Address
        {
            Street = Cells.FreeText(_columns.Street, LongestAddress),
            Locality = Cells.FreeText(_columns.Locality, LongestAddress),
            Town = Cells.FreeText(_columns.Town, LongestAddress),
            Postcode = Cells.FreeText(_columns.Postcode, LongestAddress).ToUpperInvariant(),
        };
        return address.CalculateSize() == 0 ? null : address;
    }
}
