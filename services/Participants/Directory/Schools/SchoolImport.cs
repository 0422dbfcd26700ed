using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Imports many schools at once: inserts new ones, updates those of which a source that is not older says
/// something else, and deletes none.</summary>
public sealed class SchoolImport(DbSession db, TimeProvider clock)
{
    const string Columns = """
        display_name, local_authority_code, local_authority_name, establishment_number, laestab, ukprn, type_code,
        type_name, type_group_code, type_group_name, status, phase, trust_code, trust_name, street, locality, town,
        postcode, region_code, region_name, district_code, district_name, open_date, close_date, last_changed_date,
        statutory_low_age, statutory_high_age, state_funded, secondary, in_england, hub, hub_reason
        """;

    public async Task<V1.ImportSchoolsResponse> RunAsync(IAsyncEnumerable<V1.ImportSchoolsRequest> messages)
    {
        var (dates, rejections) = (new ExtractDate(clock), new Rejections());
        var records = Records(messages, dates);
        var answer = new V1.ImportSchoolsResponse();
        await db.BulkAsync(async (connection, _, cancellation) =>
        {
            var staged = await SchoolStaging.CopyAsync(connection, records, dates, rejections, cancellation);
            await CompareAsync(connection, cancellation);
            answer.OutdatedCount = await DateAsync(connection, cancellation);
            await MergeAsync(connection, cancellation);
            await SchoolTrusts.MergeAsync(connection, cancellation);
            await SchoolDifference.LogAsync(connection, cancellation);
            await JudgeAsync(connection, cancellation);
            await CountAsync(connection, staged, answer, cancellation);
        });
        rejections.CopyTo(answer.RejectedRecords);
        answer.RejectedCount = rejections.Count;
        answer.OutsideCount = rejections.Outside;
        return answer;
    }

    /// <summary>The records of all messages, with the day that the first one gives.</summary>
    static async IAsyncEnumerable<DatedRecord> Records(
        IAsyncEnumerable<V1.ImportSchoolsRequest> messages, ExtractDate dates)
    {
        var (day, isFirst) = ((DateOnly?)null, true);
        await foreach (var message in messages)
        {
            (day, isFirst) = (isFirst ? dates.Of(message.ExtractDate) : day, false);
            foreach (var record in message.Records)
            {
                yield return new(record, day);
            }
        }
    }

    /// <summary>Finds the schools that differ before anything is written, because an upsert would lock, and so rewrite,
    /// unchanged rows too. The table lock keeps other writers of schools waiting until the end of the
    /// transaction.</summary>
    static Task<int> CompareAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($"""
            LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMP TABLE school_difference ON COMMIT DROP AS
            WITH merged AS MATERIALIZED (
                SELECT n.urn, o.assigned_hub, {SchoolFacts.Merged}
                FROM school_stage n LEFT JOIN school o USING (urn) LEFT JOIN school_fact_date f USING (urn)
                CROSS JOIN LATERAL (SELECT {SchoolFacts.Whole} AS whole OFFSET 0) AS w
                WHERE {SchoolFacts.MayDiffer}
            ), derived AS (
                SELECT m.*,
                    CASE WHEN local_authority_code <> '' AND establishment_number <> ''
                        THEN local_authority_code || establishment_number ELSE '' END AS laestab,
                    in_england(t.in_england, l.in_england, type_group_code) AS in_england,
                    is_secondary(phase, t.special, statutory_high_age) AS secondary, t.state_funded AS type_state_funded
                FROM merged m
                LEFT JOIN establishment_type t ON t.code = m.type_code
                LEFT JOIN local_authority l ON l.code = m.local_authority_code
            ), placed AS MATERIALIZED (
                SELECT c.*, p.hub, p.reason AS hub_reason
                FROM (SELECT DISTINCT assigned_hub, district_code, local_authority_code FROM merged) c
                CROSS JOIN LATERAL place(c.assigned_hub, c.district_code, c.local_authority_code) p
            ), complete AS (
                SELECT d.*, d.in_england IS NOT FALSE AND d.type_state_funded AS state_funded, p.hub, p.hub_reason
                FROM derived d
                JOIN placed p ON p.assigned_hub IS NOT DISTINCT FROM d.assigned_hub
                    AND p.district_code = d.district_code AND p.local_authority_code = d.local_authority_code)
            SELECT n.urn, {Prefixed("n")}, o.urn IS NULL AS created,
                n.status = 'CLOSED' AND o.status IN ('OPEN', 'PROPOSED_TO_CLOSE') AS closed,
                o.urn IS NULL OR o.status <> n.status AS judged,
                (SELECT j.body FROM school_json j WHERE j.urn = o.urn) AS before
            FROM complete n LEFT JOIN school o ON o.urn = n.urn
            WHERE o.urn IS NULL OR ({Prefixed("n")}) IS DISTINCT FROM ({Prefixed("o")})
            """, cancellation);

    /// <summary>Keeps the day of each fact that was said. Counts the records that a newer source contradicts.</summary>
    static async Task<int> DateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var outdated = await connection.ReadAsync<int>($"""
            SELECT count(*)::int
            FROM school_stage n JOIN school_fact_date f USING (urn) JOIN school o USING (urn)
            WHERE n.as_of < ANY (f.dates) AND ({SchoolFacts.Outdated})
            """, cancellation);
        await connection.RunAsync($"""
            INSERT INTO school_fact_date AS s (urn, dates)
            SELECT n.urn, d.dates
            FROM school_stage n LEFT JOIN school_fact_date f USING (urn)
            CROSS JOIN LATERAL (SELECT {SchoolFacts.Dates} AS dates) AS d
            WHERE f.urn IS NULL OR (n.as_of = ALL (f.dates)) IS NOT TRUE AND d.dates <> f.dates
            ON CONFLICT (urn) DO UPDATE SET dates = excluded.dates
            """, cancellation);
        return outdated;
    }

    static Task<int> MergeAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync($"""
            INSERT INTO school AS s (urn, {Columns})
            SELECT urn, {Columns} FROM school_difference
            ON CONFLICT (urn) DO UPDATE SET ({Columns}, revision, update_time)
                = ROW({Prefixed("excluded")}, s.revision + 1, now())
            """, cancellation);

    /// <summary>A succession is followed when its predecessor has closed and its successor has opened: schools that did
    /// may change where histories go.</summary>
    static async Task JudgeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string Urns = "SELECT urn FROM school_difference WHERE judged";
        if (await connection.ReadAsync<bool>($"""
            SELECT EXISTS (
                SELECT FROM ({Urns}) AS u
                WHERE EXISTS (SELECT FROM succession WHERE predecessor = u.urn)
                    OR EXISTS (SELECT FROM succession WHERE successor = u.urn))
            """, cancellation))
        {
            await SuccessionDifference.SelectAsync(connection, $"{Urns} AND false", cancellation);
            await SuccessionJudgement.RunAsync(connection, Urns, cancellation);
            await SuccessionDifference.LogAsync(connection, cancellation);
        }
    }

    static string Prefixed(string table) =>
        string.Join(", ", Columns.Split(',', StringSplitOptions.TrimEntries).Select(column => $"{table}.{column}"));

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
