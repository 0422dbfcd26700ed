using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Whether a scope's change log is as it was written.</summary>
/// <param name="Revision">Its last revision; 0 when there is none.</param>
/// <param name="Hash">The hash of that revision. Whoever notes it elsewhere can tell later that the log up to there was
/// not written anew as a whole.</param>
/// <param name="Faults">What is wrong, a line each; empty when nothing is.</param>
public sealed record ChangeLogReport(long Revision, string Hash, IReadOnlyList<string> Faults);

/// <summary>Computes the chain of a scope's change log again and compares: finds rows that were altered, added,
/// removed or put in another order, and personal values that were altered, exchanged, or emptied without an
/// erasure.</summary>
public sealed class ChangeLogVerifier(NpgsqlDataSource database)
{
    const string Head = "SELECT revision, encode(hash, 'hex') FROM revision WHERE hub_id = $1";

    const string Rows = """
        SELECT format('revision %s, change %s: the row is not what was written', revision, ordinal)
        FROM change
        WHERE hub_id = $1 AND hash <> change_hash(hub_id, revision, ordinal, resource, resource_type, kind, actor,
            scope, paths, before, after, personal, request_id, trace_id, change_time, previous_hash)
        """;

    // The last revision is compared with the counter, which makes it the previous hash of a revision to come.
    const string Chain = """
        SELECT CASE WHEN revision <> before + 1 THEN
                format('revision %s: nothing is left between it and %s', revision, before)
            ELSE format('revision %s: what was written before it was changed', revision) END
        FROM (
            SELECT revision, previous_hash, lag(revision, 1, 0::bigint) OVER w AS before,
                lag(hash, 1, ''::bytea) OVER w AS linked
            FROM (
                SELECT revision, (array_agg(previous_hash ORDER BY ordinal))[1] AS previous_hash,
                    sha256(string_agg(hash, '' ORDER BY ordinal)) AS hash
                FROM change WHERE hub_id = $1 GROUP BY revision
                UNION ALL
                SELECT coalesce(max(revision), 0) + 1, coalesce((array_agg(hash))[1], ''), NULL
                FROM revision WHERE hub_id = $1
            ) AS link
            WINDOW w AS (ORDER BY revision)
        ) AS chained
        WHERE revision <> before + 1 OR previous_hash IS DISTINCT FROM linked
        """;

    const string Personal = """
        SELECT format('revision %s, change %s: the personal values of %s %s', revision, ordinal, subject, CASE
            WHEN sealed.hash IS NULL THEN 'were added'
            WHEN part.hub_id IS NULL THEN 'were removed'
            WHEN part.value IS NULL THEN 'were emptied without an erasure'
            ELSE 'are not what was written' END)
        FROM (SELECT c.revision, c.ordinal, p.key AS subject, p.value AS hash
              FROM change c CROSS JOIN LATERAL jsonb_each_text(c.personal) AS p WHERE c.hub_id = $1) AS sealed
        FULL JOIN (SELECT * FROM change_personal WHERE hub_id = $1) AS part USING (revision, ordinal, subject)
        WHERE sealed.hash IS NULL OR part.hub_id IS NULL
            OR (part.value IS NOT NULL AND change_personal_hash(part.salt, part.value) <> sealed.hash)
            OR (part.value IS NULL AND NOT EXISTS (
                SELECT FROM erasure e WHERE e.hub_id = $1 AND e.subject = part.subject AND e.revision >= part.revision))
        """;

    // Its rows and the chain are verified too, so the hash of a revision speaks for everything up to it.
    const string Noted = """
        SELECT format('revision %s: %s', $2::bigint, CASE WHEN hash IS NULL THEN 'it was noted, and is not there'
            ELSE 'it is not what was noted: the log was written anew' END)
        FROM (SELECT encode(sha256(string_agg(hash, '' ORDER BY ordinal)), 'hex') AS hash
              FROM change WHERE hub_id = $1 AND revision = $2) AS found
        WHERE $2 > 0 AND hash IS DISTINCT FROM $3
        """;

    const string Faults = $"{Rows} UNION ALL {Chain} UNION ALL {Personal} UNION ALL {Noted} ORDER BY 1";

    /// <summary>Verifies the log of one hub, or of <see cref="ResourceName.National"/>.</summary>
    /// <param name="hub">The hub's id.</param>
    /// <param name="noted">Its revision and hash as they were noted earlier, which finds a log that was written anew as
    /// a whole, or cut off at its end.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ChangeLogReport> VerifyAsync(
        string hub, ChangeLogReport? noted = null, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await VerifyAsync(connection, hub, cancellation, noted);
    }

    /// <summary>Verifies it over a connection, in its transaction where it has one.</summary>
    internal static async Task<ChangeLogReport> VerifyAsync(NpgsqlConnection connection, string hub,
        CancellationToken cancellation, ChangeLogReport? noted = null)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('statement_timeout', '0', true)"),
                DbSession.HubCommand(hub),
                new(Head) { Parameters = { new() { Value = hub } } },
                new(Faults)
                {
                    Parameters =
                    {
                        new() { Value = hub },
                        new() { Value = noted?.Revision ?? 0 },
                        new() { Value = noted?.Hash ?? "" },
                    },
                },
            },
        };
        // A log of years takes as long as it takes: neither the client nor the role's setting ends it.
        batch.Timeout = 0;
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var (revision, hash) = await reader.ReadAsync(cancellation)
            ? (reader.GetInt64(0), reader.GetString(1))
            : (0, "");
        await reader.NextResultAsync(cancellation);
        List<string> faults = [];
        while (await reader.ReadAsync(cancellation))
        {
            faults.Add(reader.GetString(0));
        }

        return new(revision, hash, faults);
    }
}
