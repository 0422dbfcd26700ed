using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Copies the links of an import into a temporary table as they arrive.</summary>
static class LinkStaging
{
    const string Columns = "urn, link_urn, relation, link_type, link_name, link_date";

    /// <summary>Copies the valid records into <c>link_stage</c>. Of two with the same schools and relation, the first
    /// is used.</summary>
    /// <returns>How many were copied.</returns>
    public static async Task<int> CopyAsync(NpgsqlConnection connection, IAsyncEnumerable<V1.SuccessionRecord> records,
        Rejections rejections, CancellationToken cancellation)
    {
        await using (var create = new NpgsqlCommand(
            $"CREATE TEMP TABLE link_stage ON COMMIT DROP AS SELECT {Columns} FROM school_link WITH NO DATA",
            connection))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        HashSet<(string, string, SchoolRelation)> seen = [];
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY link_stage ({Columns}) FROM STDIN (FORMAT binary)", cancellation);
        await foreach (var record in records.WithCancellation(cancellation))
        {
            if (Accept(record, seen, rejections) is { } link)
            {
                await WriteAsync(copy, link, cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
        return seen.Count;
    }

    static SchoolLink? Accept(
        V1.SuccessionRecord record, HashSet<(string, string, SchoolRelation)> seen, Rejections rejections)
    {
        if (ImportedRecord.IsOutside(record.Urn) || ImportedRecord.IsOutside(record.LinkUrn))
        {
            rejections.Outside++;
            return null;
        }

        var read = new ImportedRecord(record.Line);
        var link = SchoolLink.Read(record, read);
        if (read.Rejection is null && !seen.Add((link.Urn, link.LinkUrn, link.Relation)))
        {
            read.Reject(
                "LinkURN", link.LinkUrn, "was linked by an earlier record, which stands: remove one of the two");
        }

        if (read.Rejection is not { } rejection)
        {
            return link;
        }

        rejections.Add(rejection);
        return null;
    }

    static async Task WriteAsync(NpgsqlBinaryImporter copy, SchoolLink link, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        string[] texts =
        [
            link.Urn,
            link.LinkUrn,
            link.Relation.ToString().ToUpperInvariant(),
            link.LinkType,
            link.LinkName,
        ];
        foreach (var text in texts)
        {
            await copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
        }

        await (link.LinkDate is { } day
            ? copy.WriteAsync(day, NpgsqlDbType.Date, cancellation)
            : copy.WriteNullAsync(cancellation));
    }
}
