using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>A row locked by another session, so that the service must wait to write it.</summary>
public sealed class LockedRow : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;
    readonly int _session;

    LockedRow(NpgsqlConnection connection, int session) => (_connection, _session) = (connection, session);

    /// <summary>Locks the row of a resource <c>hubs/{hub}/…/{id}</c>.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="table">Its table.</param>
    /// <param name="name">Its name.</param>
    public static async Task<LockedRow> OfAsync(TestDatabase database, string table, string name)
    {
        var parts = name.Split('/');
        var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            BEGIN;
            SELECT set_config('mastery.hub', '{parts[1]}', true);
            SELECT pg_backend_pid() FROM {table} WHERE hub_id = '{parts[1]}' AND id = '{parts[^1]}' FOR UPDATE
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();

        // The connection's own ProcessID is another behind a connection pooler.
        return new(connection, reader.GetInt32(0));
    }

    /// <summary>Locks all rows of a table, so that even who reads it must wait.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="table">The table.</param>
    public static async Task<LockedRow> OfAllAsync(TestDatabase database, string table)
    {
        var connection = await database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(
            $"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_backend_pid()", connection);
        return new(connection, (int)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>Completes when <paramref name="count"/> sessions wait for it, or for a session that waits for
    /// it.</summary>
    public async Task WaitersAsync(int count)
    {
        await using var watch = new NpgsqlConnection((await TestServer.GetAsync()).AdminConnectionString);
        await watch.OpenAsync();
        await using var command = new NpgsqlCommand("""
            WITH RECURSIVE waiting (pid) AS (
                SELECT @holder
                UNION
                SELECT activity.pid
                FROM pg_stat_activity AS activity JOIN waiting ON waiting.pid = ANY (pg_blocking_pids(activity.pid)))
            SELECT count(*) - 1 FROM waiting
            """, watch);
        command.Parameters.AddWithValue("holder", _session);
        var giveUp = DateTime.UtcNow.AddSeconds(20);
        while ((long)(await command.ExecuteScalarAsync())! < count)
        {
            Assert.True(DateTime.UtcNow < giveUp, $"{count} sessions never waited.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Releases the lock.</summary>
    public async Task ReleaseAsync()
    {
        await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
        await rollback.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
