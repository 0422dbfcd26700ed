using Mastery.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Copies the records of an import of trusts into a temporary table as they arrive.</summary>
static class TrustStaging
{
    const string Unknown = "is not a trust of the directory, and the record does not say its type: import the groups "
        + "file first";

    static readonly string Columns = $"line, urn, join_date, says_join, uid, {TrustFacts.Columns}, said";

    /// <summary>Copies the valid records into <c>trust_row</c>. Of two trusts with the same UID, or of two memberships
    /// of one school in one trust, the first is used.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, TrustSource source,
        IAsyncEnumerable<V1.ImportTrustsRequest> messages, Rejections rejections, CancellationToken cancellation)
    {
        await connection.RunAsync($"""
            CREATE TEMP TABLE trust_row ON COMMIT DROP AS
            SELECT 0 AS line, ''::text AS urn, NULL::date AS join_date, false AS says_join, uid, {TrustFacts.Columns},
                0 AS said
            FROM trust WITH NO DATA
            """, cancellation);
        HashSet<(string, string)> seen = [];
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"COPY trust_row ({Columns}) FROM STDIN (FORMAT binary)", cancellation))
        {
            await foreach (var row in source.Read(messages).WithCancellation(cancellation))
            {
                if (Accept(row, source, seen, rejections) is { } accepted)
                {
                    await WriteAsync(copy, row, accepted, cancellation);
                }
            }

            await copy.CompleteAsync(cancellation);
        }

        await RejectUnknownAsync(connection, rejections, cancellation);
    }

    static (string Urn, DateOnly? Join, Trust Trust)? Accept(
        TrustRow row, TrustSource source, HashSet<(string, string)> seen, Rejections rejections)
    {
        if (TrustRecord.IsOutside(row.Trust) || ImportedRecord.IsOutside(row.Membership?.Urn ?? ""))
        {
            rejections.Outside++;
            return null;
        }

        var read = new ImportedRecord(row.Line);
        var urn = row.Membership is null ? "" : read.Urn("URN", row.Membership.Urn);
        var join = read.Day("Joined date", row.Membership?.JoinDate ?? "");
        var trust = TrustRecord.Read(row.Trust, read);
        Check(row, urn, join > source.Day ? join : null, trust, read);
        if (read.Rejection is null && !seen.Add((urn, trust.Uid)))
        {
            read.Reject("UID", trust.Uid, "was given by an earlier record, which stands: remove one of the two");
        }

        if (read.Rejection is not { } rejection)
        {
            return (urn, join, trust);
        }

        rejections.Add(rejection);
        return null;
    }

    static void Check(TrustRow row, string urn, DateOnly? late, Trust trust, ImportedRecord read)
    {
        if (urn.Length == 0 && trust.DisplayName.Length == 0)
        {
            read.Reject("Group Name", "", "is missing: fill it in");
        }

        if (late is not null)
        {
            read.Reject("Joined date", row.Membership!.JoinDate,
                "is after the day of the extract: import it again when the school has joined");
        }
    }

    static async Task WriteAsync(NpgsqlBinaryImporter copy, TrustRow row,
        (string Urn, DateOnly? Join, Trust Trust) accepted, CancellationToken cancellation)
    {
        var (urn, join, trust) = accepted;
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(urn, NpgsqlDbType.Text, cancellation);
        await WriteAsync(copy, join, cancellation);
        await copy.WriteAsync(row.Membership?.HasJoinDate ?? false, NpgsqlDbType.Boolean, cancellation);
        foreach (var text in Texts(trust))
        {
            await copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
        }

        await WriteAsync(copy, trust.OpenDate, cancellation);
        await WriteAsync(copy, trust.CloseDate, cancellation);
        await copy.WriteAsync(TrustFacts.Said(row.Trust), NpgsqlDbType.Integer, cancellation);
    }

    static string[] Texts(Trust trust) =>
    [
        trust.Uid,
        trust.DisplayName,
        trust.CompaniesHouseNumber,
        trust.Ukprn,
        Enums.Text(trust.Type),
        Enums.Text(trust.Status),
    ];

    static Task WriteAsync(NpgsqlBinaryImporter copy, DateOnly? day, CancellationToken cancellation) => day is { } known
        ? copy.WriteAsync(known, NpgsqlDbType.Date, cancellation)
        : copy.WriteNullAsync(cancellation);

    /// <summary>Whether a group is a trust is known by its type only: from the record, another of the import, or the
    /// directory.</summary>
    static async Task RejectUnknownAsync(
        NpgsqlConnection connection, Rejections rejections, CancellationToken cancellation)
    {
        foreach (var (line, uid) in await connection.ListAsync<(int, string)>($"""
            DELETE FROM trust_row r
            WHERE r.said & {TrustFacts.Type} = 0 AND NOT EXISTS (SELECT FROM trust t WHERE t.uid = r.uid)
                AND NOT EXISTS (SELECT FROM trust_row k WHERE k.uid = r.uid AND k.said & {TrustFacts.Type} <> 0)
            RETURNING line, uid
            """, cancellation))
        {
            rejections.Add(new() { Line = line, Column = "UID", Value = uid, Reason = Unknown });
        }
    }
}
