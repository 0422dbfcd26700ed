using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>The schools that a bulk write is about to change: the temporary table <c>school_difference</c> with their
/// URN, whether they are new, and how they were before.</summary>
static class SchoolDifference
{
    /// <summary>Logs them as they are now, beside how they were before.</summary>
    public static Task LogAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($$"""
        {{ChangeLog.BulkSql}}
        SELECT 'schools/' || d.urn, 'mastery.services/School', CASE WHEN d.created THEN 'CREATED' ELSE 'UPDATED' END,
            CASE WHEN d.created THEN '{}' ELSE changed_paths(d.before, j.body) END, d.before, j.body, NULL
        FROM school_difference d JOIN school_json j USING (urn)
        """, cancellation);
}
