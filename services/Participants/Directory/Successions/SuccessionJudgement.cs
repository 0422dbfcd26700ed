using Npgsql;

namespace Mastery.Participants;

/// <summary>Decides which successions are certain enough to follow and which wait for a person. Everything follows from
/// what is stored: the links of the newest extracts, whether the schools are open, and what people decided.</summary>
static class SuccessionJudgement
{
    // A link that stands and that no person has ruled out.
    const string Possible = "withdrawn_date IS NULL AND confirmed IS NOT FALSE";

    // Of a school with several possible successors, none is certain. Of a link without direction, one that leads from
    // an open school to a closed one is not possible.
    const string Doubt = """
        CASE WHEN r.predecessor IS NOT NULL AND NOT s.undirected THEN 'CONTRADICTORY'
            WHEN s.undirected THEN 'NO_DIRECTION'
            WHEN c.root IS NOT NULL THEN 'CYCLE'
            WHEN count(*) FILTER (WHERE s.stands) OVER (PARTITION BY s.predecessor) > 1 THEN 'SEVERAL'
            WHEN s.link_type ILIKE '%split%' THEN 'SPLIT'
            WHEN s.successor_status = 'PROPOSED_TO_OPEN' THEN 'SUCCESSOR_PROPOSED'
            WHEN s.predecessor_status <> 'CLOSED' THEN 'PREDECESSOR_OPEN' END
        """;

    /// <summary>Judges the successions of schools anew, and those after them, which may be part of the same cycles. The
    /// schools that change are added to <c>link_difference</c>.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="urns">A query that returns the <c>urn</c> of each school.</param>
    /// <param name="cancellation">The token of the call.</param>
    public static async Task RunAsync(NpgsqlConnection connection, string urns, CancellationToken cancellation)
    {
        await SelectAsync(connection, urns, cancellation);
        await JudgeAsync(connection, cancellation);
        await SuccessionDifference.AddAsync(
            connection, "SELECT DISTINCT predecessor AS urn FROM judgement", cancellation);
        await connection.RunAsync("""
            UPDATE succession s
            SET followed = j.followed, doubt = j.doubt, update_time = now()
            FROM judgement j WHERE j.predecessor = s.predecessor AND j.successor = s.successor
            """, cancellation);
    }

    // OFFSET 0 makes each step of a recursion an index look-up: the planner overestimates its rows.
    static Task<int> SelectAsync(NpgsqlConnection connection, string urns, CancellationToken cancellation) =>
        connection.RunAsync($"""
            CREATE TEMP TABLE judged ON COMMIT DROP AS
            WITH RECURSIVE start AS (
                {urns}
            ), walk AS (
                SELECT urn FROM start
                UNION
                SELECT s.predecessor FROM start t CROSS JOIN LATERAL (
                    SELECT predecessor FROM succession WHERE successor = t.urn OFFSET 0) AS s
                UNION
                SELECT s.successor FROM walk w CROSS JOIN LATERAL (
                    SELECT successor FROM succession WHERE predecessor = w.urn OFFSET 0) AS s)
            SELECT urn FROM walk;
            ANALYZE judged
            """, cancellation);

    static Task<int> JudgeAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($"""
            CREATE TEMP TABLE judgement ON COMMIT DROP AS
            WITH RECURSIVE possible AS MATERIALIZED (
                SELECT s.*, p.status AS predecessor_status, n.status AS successor_status,
                    {Possible} AND NOT coalesce(s.undirected AND p.status IN ('OPEN', 'PROPOSED_TO_CLOSE')
                        AND n.status = 'CLOSED', false) AS stands
                FROM succession s JOIN judged j ON j.urn = s.predecessor
                LEFT JOIN school p ON p.urn = s.predecessor
                LEFT JOIN school n ON n.urn = s.successor
            ), reach AS (
                SELECT predecessor AS root, successor AS first, successor AS at FROM possible WHERE stands
                UNION
                SELECT r.root, r.first, n.successor
                FROM reach r CROSS JOIN LATERAL (
                    SELECT successor FROM succession WHERE predecessor = r.at AND {Possible} OFFSET 0) AS n
                WHERE r.at <> r.root
            ), cyclic AS (
                SELECT DISTINCT root, first FROM reach WHERE at = root
            ), judged_anew AS (
                SELECT s.predecessor, s.successor, s.followed AS was_followed, s.doubt AS was_doubt, s.confirmed,
                    s.stands,
                    {Doubt} AS doubt
                FROM possible s
                LEFT JOIN cyclic c ON c.root = s.predecessor AND c.first = s.successor
                LEFT JOIN succession r ON r.predecessor = s.successor AND r.successor = s.predecessor
                    AND r.withdrawn_date IS NULL AND r.confirmed IS NOT FALSE
            ), final AS (
                SELECT predecessor, successor, was_followed, was_doubt,
                    coalesce(confirmed, stands AND doubt IS NULL) AS followed,
                    CASE WHEN confirmed IS NULL AND stands THEN doubt END AS doubt
                FROM judged_anew)
            SELECT predecessor, successor, followed, doubt
            FROM final WHERE (followed, doubt) IS DISTINCT FROM (was_followed, was_doubt)
            """, cancellation);
}
