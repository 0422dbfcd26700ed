using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads groups from a GIAS groups file (<c>allgroupsdata*.csv</c>). UID and name must be right; any other damaged cell
/// is left out and reported. Which groups are trusts, the directory decides; one that was created in error is outside.
/// </summary>
public sealed class GiasTrustReader : GiasReader<TrustRecord>
{
    static readonly string[][] Core = [["UID", "Group UID"], ["Group Name"]];

    readonly TrustColumns _columns;

    GiasTrustReader(GiasTable table) : base(table) => _columns = new(table);

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasTrustReader Open(Stream stream) => new(GiasTable.Open(stream, Core));

    /// <inheritdoc/>
    protected override TrustRecord? ReadRecord()
    {
        var record = _columns.Read(Cells, named: true);
        record?.Line = Table.Record.Line;
        return record;
    }
}
