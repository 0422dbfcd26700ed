using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Imports many links at once, as they are: with cycles, with several successors of one school, and with links
/// that only one of two schools has. It deletes none: those that newer extracts do not have are withdrawn.</summary>
public sealed class SuccessionImport(DbSession db, TimeProvider clock)
{
    const int MostWithdrawn = 100;

    public async Task<V1.ImportSuccessionsResponse> RunAsync(IAsyncEnumerable<V1.ImportSuccessionsRequest> messages)
    {
        var (source, rejections) = (new LinkSource(clock), new Rejections());
        var answer = new V1.ImportSuccessionsResponse();
        await db.BulkAsync(async (connection, _, cancellation) =>
        {
            var staged = await LinkStaging.CopyAsync(connection, source.Read(messages), rejections, cancellation);
            await CompareAsync(connection, source, cancellation);
            await LinkMerge.RunAsync(connection, cancellation);
            await SuccessionJudgement.RunAsync(
                connection, "SELECT a AS urn FROM link_pair UNION SELECT b FROM link_pair", cancellation);
            await SuccessionDifference.LogAsync(connection, cancellation);
            await CountAsync(connection, staged, answer, cancellation);
            RequireWhole(source, answer.WithdrawnCount, await StandingAsync(connection, cancellation));
        });
        rejections.CopyTo(answer.RejectedRecords);
        answer.RejectedCount = rejections.Count;
        answer.OutsideCount = rejections.Outside;
        return answer;
    }

    /// <summary>Finds the links that are new, differ, or are now in a newer extract; and the pairs of schools to look
    /// at, which are all when a complete extract is new.</summary>
    static Task<int> CompareAsync(NpgsqlConnection connection, LinkSource source, CancellationToken cancellation) =>
        connection.RunAsync("""
            LOCK TABLE succession IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE link_changed ON COMMIT DROP AS
            SELECT n.*, @day AS extract_date, o.urn IS NULL AS created,
                (n.link_type, n.link_name, n.link_date) IS DISTINCT FROM (o.link_type, o.link_name, o.link_date)
                    AS differs
            FROM link_stage n LEFT JOIN school_link o USING (urn, link_urn, relation)
            WHERE o.urn IS NULL OR o.extract_date < @day OR o.extract_date = @day
                AND (n.link_type, n.link_name, n.link_date) IS DISTINCT FROM (o.link_type, o.link_name, o.link_date);
            CREATE TEMP TABLE link_pair ON COMMIT DROP AS
            SELECT least(urn, link_urn) AS a, greatest(urn, link_urn) AS b FROM link_changed
            UNION
            SELECT least(urn, link_urn), greatest(urn, link_urn) FROM school_link
            WHERE @complete AND NOT EXISTS (SELECT FROM link_extract WHERE extract_date = @day);
            CREATE TEMP TABLE link_outdated ON COMMIT DROP AS
            SELECT n.urn FROM link_stage n
            WHERE @day < (SELECT max(extract_date) FROM link_extract)
                OR @day < (SELECT max(extract_date) FROM school_link) AND (
                    EXISTS (SELECT FROM school_link o WHERE o.urn = n.urn AND o.link_urn = n.link_urn
                    AND o.extract_date > @day)
                OR EXISTS (SELECT FROM school_link o WHERE o.urn = n.link_urn AND o.link_urn = n.urn
                    AND o.extract_date > @day));
            INSERT INTO link_extract (extract_date) SELECT @day WHERE @complete ON CONFLICT DO NOTHING;
            ANALYZE link_pair
            """, cancellation, new { day = source.Day, complete = source.Complete });

    static async Task CountAsync(NpgsqlConnection connection, int staged, V1.ImportSuccessionsResponse answer,
        CancellationToken cancellation)
    {
        var (created, updated, outdated, withdrawn, queued) = await connection.ReadAsync<(int, int, int, int, int)>("""
            SELECT (SELECT count(*)::int FROM link_changed WHERE created),
                (SELECT count(*)::int FROM link_changed WHERE NOT created AND differs),
                (SELECT count(*)::int FROM link_outdated),
                (SELECT count(*)::int FROM succession_changed WHERE withdrawn),
                (SELECT count(*)::int FROM link_difference d
                 WHERE NOT d.waited AND EXISTS (SELECT FROM succession_queue q WHERE q.predecessor = d.urn))
            """, cancellation);
        answer.CreatedCount = created;
        answer.UpdatedCount = updated;
        answer.OutdatedCount = outdated;
        answer.WithdrawnCount = withdrawn;
        answer.QueuedCount = queued;
        answer.UnchangedCount = staged - created - updated;
    }

    static Task<int> StandingAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.ReadAsync<int>("SELECT count(*)::int FROM succession WHERE withdrawn_date IS NULL", cancellation);

    /// <exception cref="ApiError">FAILED_PRECONDITION when a complete extract withdraws too much to be
    /// whole.</exception>
    static void RequireWhole(LinkSource source, int withdrawn, int standing)
    {
        if (source.Complete && withdrawn > MostWithdrawn && withdrawn * 4 > standing)
        {
            throw DirectoryErrors.CutOff(withdrawn, withdrawn + standing);
        }
    }
}
