using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Merges the memberships that a source has, in the temporary table <c>membership_stage</c>, with those that
/// are known, and finds which have ended and which trust each school has now.</summary>
static class MembershipMerge
{
    // A first import has filled the tables in this very transaction: PostgreSQL has no statistics of them, takes them
    // for small, and would read all of them for each school.
    const string GoByIndexes = "SET LOCAL enable_seqscan = off;";
    const string GoByCosts = "SET LOCAL enable_seqscan TO DEFAULT;";

    // The sources agree on most schools: these have one membership, which goes on, in the trust that they have anyway.
    // What trust_newest and trust_membership_end would find of them, one by one, is known without asking.
    static readonly string SelectDisputed = $"""
        CREATE TEMP TABLE membership_disputed ON COMMIT DROP AS
        SELECT urn FROM membership_touched
        EXCEPT
        SELECT urn
        FROM trust_membership m
        JOIN membership_touched USING (urn)
        JOIN school s USING (urn)
        JOIN school_fact_date f USING (urn)
        JOIN trust t ON t.uid = m.trust
        WHERE s.trust_code = m.trust AND m.leave_date IS NULL AND t.status <> 'CLOSED'
            AND m.last_seen <= f.dates[{SchoolFacts.TrustDate}]
            AND m.last_seen >= (SELECT coalesce(max(extract_date), '-infinity') FROM trust_link_extract)
            AND NOT EXISTS (SELECT FROM trust_membership o WHERE o.urn = m.urn AND o.trust <> m.trust);
        ANALYZE membership_disputed;
        """;

    /// <summary>What has changed of the touched schools' memberships. Each statement reads the table of memberships
    /// once: PostgreSQL takes a join by trust and URN for one of a few rows, and would compare all of them with all
    /// that is joined to it.</summary>
    public const string SelectChanged = """
        CREATE TEMP TABLE membership_changed ON COMMIT DROP AS
        SELECT j.trust, j.urn, d.urn IS NULL AS created, d.before,
            j.body ? 'leaveDate' AND (d.before ? 'leaveDate') IS NOT TRUE AS ended
        FROM membership_touched
        JOIN trust_membership_json j USING (urn)
        LEFT JOIN membership_difference d USING (trust, urn)
        WHERE d.before IS DISTINCT FROM j.body
        """;

    /// <summary>Merges and logs the memberships that differ, which are in <c>membership_difference</c>. The schools to
    /// look at are those of <c>membership_stage</c>, of <c>trust_difference</c> and of <paramref name="touched"/>, a
    /// query that returns each <c>urn</c>.</summary>
    public static async Task RunAsync(
        NpgsqlConnection connection, string touched, CancellationToken cancellation)
    {
        await connection.RunAsync($"""
            CREATE TEMP TABLE membership_touched ON COMMIT DROP AS
            SELECT n.urn FROM membership_stage n LEFT JOIN trust_membership m USING (trust, urn)
            WHERE m.urn IS NULL OR n.as_of > m.last_seen OR n.as_of < m.first_seen
                OR n.says_join AND n.as_of >= coalesce(m.join_extract, '-infinity')
                    AND (n.join_date IS DISTINCT FROM m.join_date OR n.as_of > m.join_extract)
            UNION
            SELECT m.urn FROM trust_difference d JOIN trust_membership m ON m.trust = d.uid
            UNION
            {touched};
            ANALYZE membership_touched;
            CREATE TEMP TABLE membership_difference ON COMMIT DROP AS
            SELECT trust, urn, body AS before FROM trust_membership_json JOIN membership_touched USING (urn);
            INSERT INTO trust_membership AS m (trust, urn, join_date, join_extract, first_seen, last_seen)
            SELECT n.trust, n.urn, n.join_date, CASE WHEN n.says_join THEN n.as_of END, n.as_of, n.as_of
            FROM membership_stage n JOIN membership_touched USING (urn)
            ON CONFLICT (trust, urn) DO UPDATE
            SET join_date = CASE WHEN excluded.join_extract >= coalesce(m.join_extract, '-infinity')
                    THEN excluded.join_date ELSE m.join_date END,
                join_extract = greatest(m.join_extract, excluded.join_extract),
                first_seen = least(m.first_seen, excluded.first_seen),
                last_seen = greatest(m.last_seen, excluded.last_seen)
            """, cancellation);
    }

    /// <summary>Gives each school the trust that the newest source has for it. Schools whose trust changes are in
    /// <c>school_difference</c>, to be logged, those that it did not have before in <c>school_moved</c>.</summary>
    public static Task MoveAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($"""
            {GoByIndexes}
            {SelectDisputed}
            CREATE TEMP TABLE school_word ON COMMIT DROP AS
            SELECT s.urn, w.day, w.trust, coalesce(t.display_name, '') AS display_name, s.trust_code <> w.trust AS moves
            FROM membership_disputed
            JOIN school s USING (urn)
            JOIN trust_newest w USING (urn)
            LEFT JOIN trust t ON t.uid = w.trust
            LEFT JOIN school_fact_date f USING (urn)
            WHERE w.day > coalesce(f.dates[{SchoolFacts.TrustDate}], '-infinity');
            CREATE TEMP TABLE school_moved ON COMMIT DROP AS
            SELECT w.urn, j.body AS before FROM school_word w JOIN school_json j USING (urn)
            WHERE w.moves AND NOT EXISTS (SELECT FROM school_difference d WHERE d.urn = w.urn);
            UPDATE school s
            SET trust_code = w.trust, trust_name = w.display_name, update_time = now(),
                revision = s.revision + CASE WHEN EXISTS (SELECT FROM school_moved m WHERE m.urn = w.urn)
                    THEN 1 ELSE 0 END
            FROM school_word w WHERE w.urn = s.urn AND w.moves;
            UPDATE school_fact_date f SET dates[{SchoolFacts.TrustDate}] = w.day FROM school_word w WHERE w.urn = f.urn;
            INSERT INTO school_difference (urn, created, before) SELECT urn, false, before FROM school_moved;
            {GoByCosts}
            """, cancellation);

    /// <summary>Ends the memberships that newer sources contradict, opens those again that they do not, and logs what
    /// has changed.</summary>
    public static Task EndAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($$"""
            {{GoByIndexes}}
            CREATE TEMP TABLE membership_end ON COMMIT DROP AS
            SELECT trust, urn, leave_date FROM trust_membership_end JOIN membership_disputed USING (urn);
            UPDATE trust_membership m SET leave_date = e.leave_date
            FROM membership_end e
            WHERE e.trust = m.trust AND e.urn = m.urn AND m.leave_date IS DISTINCT FROM e.leave_date;
            {{SelectChanged}};
            UPDATE trust_membership m SET revision = m.revision + 1, update_time = now() FROM membership_changed c
            WHERE c.trust = m.trust AND c.urn = m.urn AND NOT c.created;
            {{ChangeLog.BulkSql}}
            SELECT 'trusts/' || trust || '/memberships/' || urn, 'mastery.services/TrustMembership',
                CASE WHEN created THEN 'CREATED' ELSE 'UPDATED' END,
                CASE WHEN created THEN '{}' ELSE changed_paths(before, body) END, before, body, NULL
            FROM membership_changed JOIN trust_membership_json USING (trust, urn);
            {{GoByCosts}}
            """, cancellation);
}
