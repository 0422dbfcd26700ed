using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Merges what a source says of trusts, in the temporary table <c>trust_stage</c>, with what is
/// known.</summary>
static class TrustMerge
{
    static readonly string New = string.Join(", ", TrustFacts.All.Select(fact => $"n.{fact.Column}"));
    static readonly string Old = string.Join(", ", TrustFacts.All.Select(fact => $"o.{fact.Column}"));
    static readonly string Excluded = string.Join(", ", TrustFacts.All.Select(fact => $"excluded.{fact.Column}"));

    /// <summary>Merges and logs the trusts that differ, which are in <c>trust_difference</c>. The table lock keeps
    /// other imports of trusts waiting until the end of the transaction.</summary>
    public static Task RunAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($$"""
            LOCK TABLE trust IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE trust_outdated ON COMMIT DROP AS
            SELECT n.uid FROM trust_stage n JOIN trust o USING (uid) WHERE {{TrustFacts.Outdated}};
            CREATE TEMP TABLE trust_merged ON COMMIT DROP AS
            SELECT n.uid, {{TrustFacts.Merged}}, {{TrustFacts.Dates}} AS dates
            FROM trust_stage n LEFT JOIN trust o USING (uid);
            CREATE TEMP TABLE trust_difference ON COMMIT DROP AS
            SELECT n.uid, o.uid IS NULL AS created, (SELECT j.body FROM trust_json j WHERE j.uid = o.uid) AS before
            FROM trust_merged n LEFT JOIN trust o USING (uid)
            WHERE o.uid IS NULL OR ({{New}}) IS DISTINCT FROM ({{Old}});
            INSERT INTO trust AS o (uid, {{TrustFacts.Columns}}, dates)
            SELECT uid, {{TrustFacts.Columns}}, dates FROM trust_merged JOIN trust_difference USING (uid)
            ON CONFLICT (uid) DO UPDATE SET ({{TrustFacts.Columns}}, dates, revision, update_time)
                = ROW({{Excluded}}, excluded.dates, o.revision + 1, now());
            UPDATE trust o SET dates = n.dates FROM trust_merged n
            WHERE n.uid = o.uid AND n.dates IS DISTINCT FROM o.dates;
            {{ChangeLog.BulkSql}}
            SELECT 'trusts/' || d.uid, 'mastery.services/Trust', CASE WHEN d.created THEN 'CREATED' ELSE 'UPDATED' END,
                CASE WHEN d.created THEN '{}' ELSE changed_paths(d.before, j.body) END, d.before, j.body, NULL
            FROM trust_difference d JOIN trust_json j USING (uid)
            """, cancellation);
}
