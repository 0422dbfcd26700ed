using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads succession links from a GIAS links file (<c>links_edubasealldata*.csv</c>). Both URNs and the kind of link
/// must be right; a damaged name or date is left out and reported. Cycles, splits and one-sided pairs are valid data,
/// not damage; a link of a five-digit URN, a children's centre, is outside the programme.
/// </summary>
public sealed class GiasSuccessionReader : GiasReader<SuccessionRecord>
{
    static readonly string[][] Core = [["URN"], ["LinkURN"], ["LinkType"]];

    readonly Column _urn, _linkUrn, _linkName, _linkType, _linkDate;

    GiasSuccessionReader(GiasTable table) : base(table) =>
        (_urn, _linkUrn, _linkName, _linkType, _linkDate) = (table.Column("URN"), table.Column("LinkURN"),
            table.Column("LinkName"), table.Column("LinkType"), table.Column("LinkEstablishedDate"));

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasSuccessionReader Open(Stream stream) => new(GiasTable.Open(stream, Core));

    /// <inheritdoc/>
    protected override SuccessionRecord? ReadRecord()
    {
        var record = new SuccessionRecord
        {
            Line = Table.Record.Line,
            Urn = Urn(_urn),
            LinkUrn = Urn(_linkUrn),
            LinkType = Kind(),
        };
        if (Cells.IssueCount > 0 || IsOutside(record.Urn) || IsOutside(record.LinkUrn))
        {
            return null;
        }

        record.LinkName = Cells.FreeText(_linkName, 300) ?? "";
        record.LinkDate = Cells.Date(_linkDate) ?? "";
        return record;
    }

    string Kind()
    {
        var before = Cells.IssueCount;
        var kind = Cells.FreeText(_linkType, 100) ?? "";
        if (kind.Length == 0 && Cells.IssueCount == before)
        {
            Cells.AddIssue(_linkType, kind, "the kind of link is missing");
        }

        return kind;
    }
}
