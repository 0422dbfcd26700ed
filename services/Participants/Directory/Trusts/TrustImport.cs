using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Imports many trusts and the schools that belong to them. It deletes nothing: what a source no longer has
/// ends.</summary>
public sealed class TrustImport(DbSession db, TimeProvider clock)
{
    const int MostEnded = 100;

    public async Task<V1.ImportTrustsResponse> RunAsync(IAsyncEnumerable<V1.ImportTrustsRequest> messages)
    {
        var (source, rejections) = (new TrustSource(clock), new Rejections());
        var answer = new V1.ImportTrustsResponse();
        await db.BulkAsync(async (connection, _, cancellation) =>
        {
            await TrustStaging.CopyAsync(connection, source, messages, rejections, cancellation);
            await StageAsync(connection, source, cancellation);
            await TrustMerge.RunAsync(connection, cancellation);
            await MembershipMerge.RunAsync(connection, Touched(source), cancellation);
            await MembershipMerge.MoveAsync(connection, cancellation);
            await MembershipMerge.EndAsync(connection, cancellation);
            await SchoolDifference.LogAsync(connection, cancellation);
            await CountAsync(connection, answer, cancellation);
            RequireWhole(source, answer.EndedCount, await StandingAsync(connection, cancellation));
        });
        rejections.CopyTo(answer.RejectedRecords);
        answer.RejectedCount = rejections.Count;
        answer.OutsideCount = rejections.Outside;
        return answer;
    }

    /// <summary>Parts the rows into trusts and memberships. Imports of schools write the same tables, so the lock on
    /// schools comes first, as theirs does.</summary>
    static Task<int> StageAsync(NpgsqlConnection connection, TrustSource source, CancellationToken cancellation) =>
        connection.RunAsync($"""
            LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE trust_stage ON COMMIT DROP AS
            SELECT DISTINCT ON (uid) uid, {TrustFacts.Columns}, said, @day AS as_of
            FROM trust_row ORDER BY uid, urn <> '', line;
            CREATE TEMP TABLE membership_stage ON COMMIT DROP AS
            SELECT uid AS trust, urn, join_date, says_join, @day AS as_of FROM trust_row WHERE urn <> '';
            INSERT INTO trust_link_extract (extract_date) SELECT @day WHERE @complete ON CONFLICT DO NOTHING;
            CREATE TEMP TABLE school_difference (urn text, created boolean, before jsonb) ON COMMIT DROP
            """, cancellation, new { day = source.Day, complete = source.Complete });

    /// <summary>A complete extract may end the membership of any school.</summary>
    static string Touched(TrustSource source) => source.Complete
        ? "SELECT urn FROM trust_membership UNION SELECT urn FROM school"
        : "SELECT urn FROM membership_stage WHERE false";

    static async Task CountAsync(
        NpgsqlConnection connection, V1.ImportTrustsResponse answer, CancellationToken cancellation)
    {
        var (created, updated, ended, old, moved, rows) = await connection.ReadAsync<(int, int, int, int, int, int)>("""
            WITH said AS (
                SELECT coalesce(c.created, false) AS created, c.urn IS NOT NULL AS differs,
                    m.leave_date IS NOT NULL AND t.status <> 'CLOSED'
                        OR n.says_join AND n.as_of < m.join_extract AND n.join_date IS DISTINCT FROM m.join_date
                        AS older
                FROM membership_stage n
                JOIN trust_membership m USING (trust, urn)
                JOIN trust t ON t.uid = n.trust
                LEFT JOIN membership_changed c USING (trust, urn)
                UNION ALL
                SELECT coalesce(c.created, false), c.uid IS NOT NULL, d.uid IS NOT NULL
                FROM trust_row n
                LEFT JOIN trust_difference c USING (uid)
                LEFT JOIN trust_outdated d USING (uid)
                WHERE n.urn = '')
            SELECT count(*) FILTER (WHERE created)::int, count(*) FILTER (WHERE differs AND NOT created)::int,
                (SELECT count(*)::int FROM membership_changed WHERE ended),
                count(*) FILTER (WHERE older)::int, (SELECT count(*)::int FROM school_moved), count(*)::int
            FROM said
            """, cancellation);
        answer.CreatedCount = created;
        answer.UpdatedCount = updated;
        answer.UnchangedCount = rows - created - updated;
        answer.EndedCount = ended;
        answer.OutdatedCount = old;
        answer.MovedCount = moved;
    }

    static Task<int> StandingAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.ReadAsync<int>("SELECT count(*)::int FROM trust_membership WHERE leave_date IS NULL", cancellation);

    /// <exception cref="ApiError">FAILED_PRECONDITION when a complete extract ends too much to be whole.</exception>
    static void RequireWhole(TrustSource source, int ended, int standing)
    {
        if (source.Complete && ended > MostEnded && ended * 4 > standing)
        {
            throw DirectoryErrors.CutOff(ended, ended + standing, "memberships");
        }
    }
}
