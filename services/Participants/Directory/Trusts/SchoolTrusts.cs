using Npgsql;

namespace Mastery.Participants;

/// <summary>What an establishment file says of trusts: their names, and which school belongs to which.</summary>
static class SchoolTrusts
{
    /// <summary>Merges what <c>school_stage</c> says, after its schools were merged.</summary>
    public static async Task MergeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await connection.ReadAsync<bool>($"""
            SELECT EXISTS (
                SELECT FROM school_stage n
                WHERE {SchoolFacts.SaysTrust}
                    AND (n.trust_code <> '' OR EXISTS (SELECT FROM trust_membership m WHERE m.urn = n.urn)))
            """, cancellation))
        {
            return;
        }

        await StageAsync(connection, cancellation);
        await TrustMerge.RunAsync(connection, cancellation);
        await MembershipMerge.RunAsync(connection, $"""
            SELECT d.urn FROM school_difference d JOIN school s USING (urn)
            WHERE s.trust_code <> '' OR EXISTS (SELECT FROM trust_membership m WHERE m.urn = d.urn)
            UNION
            SELECT m.urn FROM school_stage n JOIN trust_membership m USING (urn)
            WHERE {SchoolFacts.SaysTrust} AND m.leave_date IS NULL AND m.trust <> n.trust_code
            """, cancellation);
        await MembershipMerge.MoveAsync(connection, cancellation);
        await MembershipMerge.EndAsync(connection, cancellation);
    }

    /// <summary>A code that is no UID is kept with the school, and is no trust.</summary>
    static Task<int> StageAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync($"""
        CREATE TEMP TABLE membership_stage ON COMMIT DROP AS
        SELECT n.trust_code AS trust, n.urn, NULL::date AS join_date, false AS says_join, n.as_of
        FROM school_stage n WHERE {SchoolFacts.SaysTrust} AND n.trust_code ~ '^[1-9][0-9]{"{0,9}"}$';
        CREATE TEMP TABLE trust_stage ON COMMIT DROP AS
        SELECT DISTINCT ON (n.trust_code) n.trust_code AS uid, n.trust_name AS display_name,
            '' AS companies_house_number, '' AS ukprn, 'UNSPECIFIED' AS type, 'UNSPECIFIED' AS status,
            NULL::date AS open_date, NULL::date AS close_date,
            CASE WHEN n.trust_name = '' THEN 0 ELSE {TrustFacts.Name} END AS said, n.as_of
        FROM school_stage n JOIN membership_stage USING (urn)
        ORDER BY n.trust_code, n.as_of DESC, n.trust_name
        """, cancellation);
}
