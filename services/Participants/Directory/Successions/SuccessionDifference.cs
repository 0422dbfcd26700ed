using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>The schools whose links a bulk write is about to change: the temporary table <c>link_difference</c> with
/// their URN, their links as they were, and whether they waited for a person.</summary>
static class SuccessionDifference
{
    /// <summary>Notes them. From here on no other writer may change a succession.</summary>
    /// <param name="connection">The call's.</param>
    /// <param name="urns">A query of their <c>urn</c>.</param>
    /// <param name="cancellation">The call's.</param>
    /// <param name="parameters">The query's.</param>
    public static Task NoteAsync(NpgsqlConnection connection, string urns, CancellationToken cancellation,
        object? parameters = null) => connection.RunAsync($"""
        LOCK TABLE succession IN SHARE ROW EXCLUSIVE MODE;
        CREATE TEMP TABLE link_difference ON COMMIT DROP AS
        SELECT u.urn, links_json(u.urn) AS before,
            EXISTS (SELECT FROM succession s WHERE s.predecessor = u.urn AND s.confirmed IS NULL
                AND NOT s.followed) AS waited
        FROM ({urns}) AS u
        """, cancellation, parameters);

    /// <summary>Logs those whose links or succession differ now.</summary>
    public static Task LogAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync($"""
        {ChangeLog.BulkSql}
        SELECT 'schools/' || urn, 'mastery.services/SchoolHistory', 'UPDATED', changed_paths(before, after),
            before, after, NULL
        FROM (SELECT urn, before, links_json(urn) AS after FROM link_difference OFFSET 0) AS d
        WHERE before IS DISTINCT FROM after
        """, cancellation);
}
