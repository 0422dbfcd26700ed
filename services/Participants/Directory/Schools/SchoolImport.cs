using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Imports many schools at once: inserts new ones, updates those that differ and deletes none.</summary>
public sealed class SchoolImport(DbSession db)
{
    const string Columns = SchoolStaging.Columns;

    public async Task<V1.ImportSchoolsResponse> RunAsync(IAsyncEnumerable<V1.SchoolRecord> records)
    {
        var rejections = new Rejections();
        var answer = new V1.ImportSchoolsResponse();
        await db.BulkAsync(async (connection, _, cancellation) =>
        {
            var staged = await SchoolStaging.CopyAsync(connection, records, rejections, cancellation);
            await CompareAsync(connection, cancellation);
            await MergeAsync(connection, cancellation);
            await SchoolDifference.LogAsync(connection, cancellation);
            await CountAsync(connection, staged, answer, cancellation);
        });
        rejections.CopyTo(answer.RejectedRecords);
        answer.RejectedCount = rejections.Count;
        return answer;
    }

    /// <summary>Finds the schools that differ before anything is written, because an upsert would lock, and so rewrite,
    /// unchanged rows too. The table lock keeps other writers of schools waiting until the end of the
    /// transaction.</summary>
    static Task<int> CompareAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync("""
            LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE school_difference ON COMMIT DROP AS
            WITH placed AS MATERIALIZED (
                SELECT c.*, p.hub, p.reason
                FROM (SELECT DISTINCT district_code, local_authority_code FROM school_stage) c
                CROSS JOIN LATERAL place(NULL, c.district_code, c.local_authority_code) p)
            SELECT n.urn, o.urn IS NULL AS created,
                n.status = 'CLOSED' AND o.status IN ('OPEN', 'PROPOSED_TO_CLOSE') AS closed,
                CASE WHEN o.assigned_hub IS NULL THEN p.hub ELSE o.hub END AS hub,
                CASE WHEN o.assigned_hub IS NULL THEN p.reason ELSE o.hub_reason END AS hub_reason,
                (SELECT j.body FROM school_json j WHERE j.urn = o.urn) AS before
            FROM school_stage n
            JOIN placed p USING (district_code, local_authority_code)
            LEFT JOIN school o ON o.urn = n.urn
            WHERE o.urn IS NULL
                OR (o.assigned_hub IS NULL AND (p.hub, p.reason) IS DISTINCT FROM (o.hub, o.hub_reason))
                OR (n.display_name, n.local_authority_code, n.local_authority_name, n.establishment_number, n.laestab,
                    n.ukprn, n.type_code, n.type_name, n.type_group_code, n.type_group_name, n.status, n.phase,
                    n.trust_code, n.trust_name, n.street, n.locality, n.town, n.postcode, n.region_code, n.region_name,
                    n.district_code, n.district_name, n.open_date, n.close_date, n.last_changed_date,
                    n.statutory_low_age, n.statutory_high_age, n.state_funded, n.secondary, n.in_england)
                IS DISTINCT FROM
                    (o.display_name, o.local_authority_code, o.local_authority_name, o.establishment_number, o.laestab,
                    o.ukprn, o.type_code, o.type_name, o.type_group_code, o.type_group_name, o.status, o.phase,
                    o.trust_code, o.trust_name, o.street, o.locality, o.town, o.postcode, o.region_code, o.region_name,
                    o.district_code, o.district_name, o.open_date, o.close_date, o.last_changed_date,
                    o.statutory_low_age, o.statutory_high_age, o.state_funded, o.secondary, o.in_england)
            """, cancellation);

    static Task<int> MergeAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync($"""
            INSERT INTO school AS s ({Columns}, hub, hub_reason)
            SELECT n.*, d.hub, d.hub_reason FROM school_stage n JOIN school_difference d USING (urn)
            ON CONFLICT (urn) DO UPDATE SET
                (display_name, local_authority_code, local_authority_name, establishment_number, laestab, ukprn,
                type_code, type_name, type_group_code, type_group_name, status, phase, trust_code, trust_name, street,
                locality, town, postcode, region_code, region_name, district_code, district_name, open_date, close_date,
                last_changed_date, statutory_low_age, statutory_high_age, state_funded, secondary, in_england, hub,
                hub_reason, revision, update_time)
                = ROW(excluded.display_name, excluded.local_authority_code, excluded.local_authority_name,
                excluded.establishment_number, excluded.laestab, excluded.ukprn, excluded.type_code, excluded.type_name,
                excluded.type_group_code, excluded.type_group_name, excluded.status, excluded.phase,
                excluded.trust_code, excluded.trust_name, excluded.street, excluded.locality, excluded.town,
                excluded.postcode, excluded.region_code, excluded.region_name, excluded.district_code,
                excluded.district_name, excluded.open_date, excluded.close_date, excluded.last_changed_date,
                excluded.statutory_low_age, excluded.statutory_high_age, excluded.state_funded, excluded.secondary,
                excluded.in_england, excluded.hub, excluded.hub_reason, s.revision + 1, now())
            """, cancellation);

    static async Task CountAsync(NpgsqlConnection connection, int staged, V1.ImportSchoolsResponse answer,
        CancellationToken cancellation)
    {
        var (created, updated, closed) = await connection.ReadAsync<(int, int, int)>("""
            SELECT count(*) FILTER (WHERE created)::int, count(*) FILTER (WHERE NOT created)::int,
                count(*) FILTER (WHERE closed)::int
            FROM school_difference
            """, cancellation);
        answer.CreatedCount = created;
        answer.UpdatedCount = updated;
        answer.ClosedCount = closed;
        answer.UnchangedCount = staged - created - updated;
    }
}
