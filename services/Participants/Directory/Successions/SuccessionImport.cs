using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Imports many links at once, as they are: with cycles, with several successors of one school, and with links
/// that only one of two schools has. It deletes none.</summary>
public sealed class SuccessionImport(DbSession db)
{
    public async Task<V1.ImportSuccessionsResponse> RunAsync(IAsyncEnumerable<V1.SuccessionRecord> records)
    {
        var rejections = new Rejections();
        var answer = new V1.ImportSuccessionsResponse();
        await db.BulkAsync(async (connection, _, cancellation) =>
        {
            var staged = await LinkStaging.CopyAsync(connection, records, rejections, cancellation);
            await CompareAsync(connection, cancellation);
            await MergeLinksAsync(connection, cancellation);
            await MergeSuccessionsAsync(connection, cancellation);
            await FollowAsync(connection, cancellation);
            await SuccessionDifference.LogAsync(connection, cancellation);
            await CountAsync(connection, staged, answer, cancellation);
        });
        rejections.CopyTo(answer.RejectedRecords);
        answer.RejectedCount = rejections.Count;
        answer.OutsideCount = rejections.Outside;
        return answer;
    }

    static async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await connection.RunAsync("""
            LOCK TABLE succession IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE link_changed ON COMMIT DROP AS
            SELECT n.*, o.urn IS NULL AS created
            FROM link_stage n LEFT JOIN school_link o USING (urn, link_urn, relation)
            WHERE o.urn IS NULL
                OR (n.link_type, n.link_name, n.link_date) IS DISTINCT FROM (o.link_type, o.link_name, o.link_date)
            """, cancellation);
        await SuccessionDifference.SelectAsync(connection,
            "SELECT urn FROM link_changed UNION SELECT link_urn FROM link_changed WHERE relation = 'PREDECESSOR'",
            cancellation);
    }

    static Task<int> MergeLinksAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync("""
            INSERT INTO school_link (urn, link_urn, relation, link_type, link_name, link_date)
            SELECT urn, link_urn, relation, link_type, link_name, link_date FROM link_changed
            ON CONFLICT (urn, link_urn, relation) DO UPDATE
            SET link_type = excluded.link_type, link_name = excluded.link_name, link_date = excluded.link_date,
                update_time = now()
            """, cancellation);

    /// <summary>Merges the links of a pair, which both schools may have, into one succession. A new one is not followed
    /// yet.</summary>
    static Task<int> MergeSuccessionsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync("""
            INSERT INTO succession AS s (predecessor, successor, link_type, link_date, followed)
            SELECT p.predecessor, p.successor, coalesce(f.link_type, b.link_type), coalesce(f.link_date, b.link_date),
                false
            FROM (
                SELECT urn AS predecessor, link_urn AS successor FROM link_changed WHERE relation = 'SUCCESSOR'
                UNION
                SELECT link_urn, urn FROM link_changed WHERE relation = 'PREDECESSOR') AS p
            LEFT JOIN school_link f ON f.urn = p.predecessor AND f.link_urn = p.successor AND f.relation = 'SUCCESSOR'
            LEFT JOIN school_link b ON b.urn = p.successor AND b.link_urn = p.predecessor AND b.relation = 'PREDECESSOR'
            ON CONFLICT (predecessor, successor) DO UPDATE
            SET link_type = excluded.link_type, link_date = excluded.link_date, update_time = now()
            WHERE (s.link_type, s.link_date) IS DISTINCT FROM (excluded.link_type, excluded.link_date)
            """, cancellation);

    /// <summary>Follows the successions that a person confirmed. Where nobody has decided, follows a school's only
    /// one.</summary>
    static Task<int> FollowAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync("""
            UPDATE succession s
            SET followed = r.followed, update_time = now()
            FROM (
                SELECT predecessor, successor,
                    coalesce(confirmed, count(*) OVER (PARTITION BY predecessor) = 1) AS followed
                FROM succession WHERE predecessor IN (SELECT urn FROM link_difference)) AS r
            WHERE s.predecessor = r.predecessor AND s.successor = r.successor AND s.followed <> r.followed
            """, cancellation);

    static async Task CountAsync(NpgsqlConnection connection, int staged, V1.ImportSuccessionsResponse answer,
        CancellationToken cancellation)
    {
        var (created, updated, queued) = await connection.ReadAsync<(int, int, int)>("""
            SELECT (SELECT count(*)::int FROM link_changed WHERE created),
                (SELECT count(*)::int FROM link_changed WHERE NOT created),
                (SELECT count(DISTINCT s.predecessor)::int
                 FROM succession s JOIN link_difference d ON d.urn = s.predecessor
                 WHERE s.confirmed IS NULL AND NOT s.followed AND NOT d.waited)
            """, cancellation);
        answer.CreatedCount = created;
        answer.UpdatedCount = updated;
        answer.QueuedCount = queued;
        answer.UnchangedCount = staged - created - updated;
    }
}
