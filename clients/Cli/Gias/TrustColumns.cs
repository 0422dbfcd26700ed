using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>What files of groups and of group links say of a group. The two, and their vintages, name it
/// differently.</summary>
sealed class TrustColumns(GiasTable table)
{
    const int LongestName = 300;

    /// <summary>A group's identifier.</summary>
    public static readonly string[] Uids = ["UID", "Group UID", "Linked UID"];

    readonly Column _uid = First(table, Uids);
    readonly Column _name = First(table, "Group Name");
    readonly Column _company = First(table, "Companies House Number");
    readonly Column _ukprn = First(table, "UKPRN", "Group UKPRN");
    readonly Column _typeCode = First(table, "Group Type (code)");
    readonly Column _typeName = First(table, "Group Type", "Group Type (name)");
    readonly Column _statusCode = First(table, "Group Status (code)", "Status (code)");
    readonly Column _statusName = First(table, "Group Status", "Status");
    readonly Column _incorporated = First(table, "Incorporated on (open date)", "Incorporated on");
    readonly Column _opened = First(table, "Open date");
    readonly Column _closed = First(table, "Closed Date", "Close date");

    /// <summary>The group of the current row; null, with errors added, when its UID is damaged; null without errors
    /// when it was created in error.</summary>
    /// <param name="cells">The cells of the row.</param>
    /// <param name="named">Whether a name is required.</param>
    public TrustRecord? Read(CellReader cells, bool named)
    {
        var (uid, name) = (Uid(cells), cells.FreeText(_name, LongestName) ?? "");
        if (named && name.Length == 0 && cells.IssueCount == 0)
        {
            cells.AddIssue(_name, name, "the name is missing");
        }

        if (cells.IssueCount > 0)
        {
            return null;
        }

        var record = Numbers(new() { Uid = uid, DisplayName = name }, cells);
        record.Type = cells.CodeAndName(_typeCode, _typeName) is { } type && (type.Code + type.DisplayName).Length > 0
            ? type
            : null;
        return Status(cells, record) ? Dates(record, cells) : null;
    }

    string Uid(CellReader cells)
    {
        var uid = cells.Text(_uid) ?? "";
        if (cells.IssueCount == 0 && (uid.Length is 0 or > 10 || !uid.All(char.IsAsciiDigit)))
        {
            cells.AddIssue(_uid, uid, "not a UID, a number of up to ten digits");
        }

        return uid;
    }

    TrustRecord Numbers(TrustRecord record, CellReader cells)
    {
        if (cells.FreeText(_company, 8) is { } company)
        {
            record.CompaniesHouseNumber = company;
        }

        if (cells.Digits(_ukprn, 8, pad: false) is { } ukprn)
        {
            record.Ukprn = ukprn;
        }

        return record;
    }

    /// <summary>Reads the status, which some files have as a code in words and others as words.</summary>
    /// <returns>False when the group was created in error.</returns>
    bool Status(CellReader cells, TrustRecord record)
    {
        var (code, name) = (cells.FreeText(_statusCode, LongestName), cells.FreeText(_statusName, LongestName));
        var text = string.IsNullOrEmpty(code) ? name : code;
        switch (string.Concat((text ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())
        {
            case "OPEN":
                record.Status = Trust.Types.Status.Open;
                break;
            case "CLOSED":
                record.Status = Trust.Types.Status.Closed;
                break;
            case "PROPOSEDTOOPEN":
                record.Status = Trust.Types.Status.ProposedToOpen;
                break;
            case "CREATEDINERROR":
                return false;
            case "":
                break;
            default:
                cells.AddIssue(_statusCode.Exists ? _statusCode : _statusName, text!,
                    "not a status: Open, Closed, Proposed to open, Created in error");
                break;
        }

        return true;
    }

    TrustRecord Dates(TrustRecord record, CellReader cells)
    {
        var (incorporated, opened) = (cells.Date(_incorporated), cells.Date(_opened));
        if ((string.IsNullOrEmpty(incorporated) ? opened ?? incorporated : incorporated) is { } since)
        {
            record.OpenDate = since;
        }

        if (cells.Date(_closed) is { } closed)
        {
            record.CloseDate = closed;
        }

        return record;
    }

    static Column First(GiasTable table, params string[] names) =>
        names.Select(table.Column).FirstOrDefault(column => column.Exists, new(-1, names[0]));
}
