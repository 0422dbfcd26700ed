using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>The schools that a bulk write changes, in the temporary table <c>school_difference</c>: the URN, whether
/// the school is new, and its JSON before the change.</summary>
static class SchoolDifference
{
    /// <summary>Logs each school with its JSON before and after the change.</summary>
    public static Task LogAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($$"""
        {{ChangeLog.BulkSql}}
        SELECT 'schools/' || d.urn, 'mastery.services/School', CASE WHEN d.created THEN 'CREATED' ELSE 'UPDATED' END,
            CASE WHEN d.created THEN '{}' ELSE changed_paths(d.before, j.body) END, d.before, j.body, NULL
        FROM school_difference d JOIN school_json j USING (urn)
        """, cancellation);
}
