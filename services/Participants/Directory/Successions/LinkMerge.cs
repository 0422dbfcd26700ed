using Npgsql;

namespace Mastery.Participants;

/// <summary>Merges imported links into those that are stored, and makes one succession of the links of a
/// pair.</summary>
static class LinkMerge
{
    /// <summary>Merges <c>link_changed</c>, and computes the successions of the pairs in <c>link_pair</c> anew. What
    /// changes is in <c>succession_changed</c>, the schools in <c>link_difference</c>.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await SuccessionDifference.SelectAsync(
            connection, "SELECT DISTINCT urn FROM link_changed WHERE created OR differs", cancellation);
        await connection.RunAsync("""
            INSERT INTO school_link (urn, link_urn, relation, link_type, link_name, link_date, extract_date)
            SELECT urn, link_urn, relation, link_type, link_name, link_date, extract_date FROM link_changed
            ON CONFLICT (urn, link_urn, relation) DO UPDATE
            SET link_type = excluded.link_type, link_name = excluded.link_name, link_date = excluded.link_date,
                extract_date = excluded.extract_date, update_time = now()
            """, cancellation);
        await CompareAsync(connection, cancellation);
        await SuccessionDifference.AddAsync(
            connection, "SELECT DISTINCT predecessor AS urn FROM succession_changed", cancellation);
        await WriteAsync(connection, cancellation);
    }

    /// <summary>What the newest extract that has a pair says of it stands, if no complete extract is newer. A link
    /// without direction counts in both where no other says it. The text of a link is that of the predecessor where it
    /// has one.</summary>
    static Task<int> CompareAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync("""
            CREATE TEMP TABLE succession_changed ON COMMIT DROP AS
            WITH link AS (
                SELECT p.a, p.b, l.*,
                    max(l.extract_date) OVER (PARTITION BY p.a, p.b) AS newest,
                    bool_or(l.relation IN ('SUCCESSOR', 'PREDECESSOR'))
                        OVER (PARTITION BY p.a, p.b, l.extract_date) AS directed
                FROM link_pair p CROSS JOIN LATERAL (
                    SELECT * FROM school_link WHERE urn = p.a AND link_urn = p.b
                    UNION ALL
                    SELECT * FROM school_link WHERE urn = p.b AND link_urn = p.a) AS l
            ), claim AS (
                SELECT a, b, newest, extract_date, link_type, link_date, relation, urn AS predecessor,
                    link_urn AS successor
                FROM link WHERE relation = 'SUCCESSOR' OR relation = 'MERGER' AND NOT directed
                UNION ALL
                SELECT a, b, newest, extract_date, link_type, link_date, relation, link_urn, urn
                FROM link WHERE relation = 'PREDECESSOR' OR relation = 'MERGER' AND NOT directed
            ), merged AS (
                SELECT predecessor, successor, newest, max(extract_date) AS seen,
                    (array_agg(link_type ORDER BY extract_date DESC, relation = 'SUCCESSOR' DESC, link_type))[1]
                        AS link_type,
                    (array_agg(link_date ORDER BY extract_date DESC, link_date IS NULL, relation = 'SUCCESSOR' DESC,
                        link_date))[1] AS link_date,
                    (array_agg(relation ORDER BY extract_date DESC, relation))[1] = 'MERGER' AS undirected
                FROM claim GROUP BY predecessor, successor, newest
            ), dated AS (
                SELECT predecessor, successor, link_type, link_date, undirected,
                    CASE WHEN seen < newest OR seen < (SELECT max(extract_date) FROM link_extract)
                        THEN coalesce(
                            (SELECT min(e.extract_date) FROM link_extract e WHERE e.extract_date > m.seen), newest)
                        END AS withdrawn_date
                FROM merged m)
            SELECT n.*,
                s.predecessor IS NOT NULL AND s.withdrawn_date IS NULL AND n.withdrawn_date IS NOT NULL AS withdrawn
            FROM dated n LEFT JOIN succession s USING (predecessor, successor)
            WHERE s.predecessor IS NULL OR (n.link_type, n.link_date, n.undirected, n.withdrawn_date)
                IS DISTINCT FROM (s.link_type, s.link_date, s.undirected, s.withdrawn_date)
            """, cancellation);

    static Task<int> WriteAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync("""
        INSERT INTO succession AS s (predecessor, successor, link_type, link_date, undirected, withdrawn_date, followed)
        SELECT predecessor, successor, link_type, link_date, undirected, withdrawn_date, false FROM succession_changed
        ON CONFLICT (predecessor, successor) DO UPDATE
        SET link_type = excluded.link_type, link_date = excluded.link_date, undirected = excluded.undirected,
            withdrawn_date = excluded.withdrawn_date,
            doubt = CASE WHEN excluded.withdrawn_date IS NULL THEN s.doubt END, update_time = now()
        """, cancellation);
}
