using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>The schools whose links a bulk write changes, in the temporary table <c>link_difference</c>: the URN, the
/// links before the change, and whether the school was in the queue.</summary>
static class SuccessionDifference
{
    /// <summary>Makes the table with some schools. The lock keeps other writers of successions waiting until the end of
    /// the transaction.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="urns">A query that returns the <c>urn</c> of each school.</param>
    /// <param name="cancellation">The token of the call.</param>
    /// <param name="parameters">The parameters of the query.</param>
    public static Task SelectAsync(NpgsqlConnection connection, string urns, CancellationToken cancellation,
        object? parameters = null) => connection.RunAsync($"""
        LOCK TABLE succession IN SHARE ROW EXCLUSIVE MODE;
        CREATE TEMP TABLE link_difference (urn text PRIMARY KEY, before jsonb, waited boolean) ON COMMIT DROP;
        {Insert(urns)}
        """, cancellation, parameters);

    /// <summary>Adds schools of which nothing has changed yet.</summary>
    public static Task AddAsync(NpgsqlConnection connection, string urns, CancellationToken cancellation) =>
        connection.RunAsync(Insert(urns), cancellation);

    static string Insert(string urns) => $"""
        INSERT INTO link_difference (urn, before, waited)
        SELECT u.urn, links_json(u.urn), EXISTS (SELECT FROM succession_queue q WHERE q.predecessor = u.urn)
        FROM ({urns}) AS u
        WHERE NOT EXISTS (SELECT FROM link_difference d WHERE d.urn = u.urn)
        """;

    /// <summary>Logs the schools whose links or successions have changed.</summary>
    public static Task LogAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync($"""
        {ChangeLog.BulkSql}
        SELECT 'schools/' || urn, 'mastery.services/SchoolHistory', 'UPDATED', changed_paths(before, after),
            before, after, NULL
        FROM (SELECT urn, before, links_json(urn) AS after FROM link_difference OFFSET 0) AS d
        WHERE before IS DISTINCT FROM after
        """, cancellation);
}
