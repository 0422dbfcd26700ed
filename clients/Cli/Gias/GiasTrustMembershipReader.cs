using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads which school belongs to which group from a GIAS group links file (<c>alllinksdata*.csv</c>). URN and UID must
/// be right; any other damaged cell is left out and reported. A row with a five-digit URN, a children's centre, is
/// outside the programme.
/// </summary>
public sealed class GiasTrustMembershipReader : GiasReader<TrustMembershipRecord>
{
    static readonly string[][] Core = [["URN"], TrustColumns.Uids];

    readonly TrustColumns _columns;
    readonly Column _urn, _joined;

    GiasTrustMembershipReader(GiasTable table) : base(table) =>
        (_columns, _urn, _joined) = (new(table), table.Column("URN"), table.Column("Joined date"));

    /// <summary>Whether a file is one of group links; else it is to be one of groups.</summary>
    public static bool Fits(Stream stream)
    {
        try
        {
            GiasTable.Open(stream, Core);
            return true;
        }
        catch (GiasFileException)
        {
            return false;
        }
    }

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasTrustMembershipReader Open(Stream stream) => new(GiasTable.Open(stream, Core));

    /// <inheritdoc/>
    protected override TrustMembershipRecord? ReadRecord()
    {
        var urn = Urn(_urn);
        if (Cells.IssueCount > 0 || IsOutside(urn) || _columns.Read(Cells, named: false) is not { } trust)
        {
            return null;
        }

        var record = new TrustMembershipRecord { Line = Table.Record.Line, Urn = urn, Trust = trust };
        if (Cells.Date(_joined) is { } joined)
        {
            record.JoinDate = joined;
        }

        return record;
    }
}
