using Mastery.Testing;
using Npgsql;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Holds a plan's row, so that writers of it queue up in a known order.</summary>
sealed class HeldPlan : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlConnection _watch;

    HeldPlan(NpgsqlConnection connection, NpgsqlConnection watch) => (_connection, _watch) = (connection, watch);

    public static async Task<HeldPlan> OfAsync(TestDatabase database, V1.Plan plan)
    {
        var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            BEGIN;
            SELECT set_config('mastery.hub', split_part(@name, '/', 2), true);
            SELECT id FROM plan WHERE hub_id = split_part(@name, '/', 2) AND id = split_part(@name, '/', 4)::uuid
            FOR UPDATE
            """,
            connection);
        command.Parameters.AddWithValue("name", plan.Name);
        await command.ExecuteNonQueryAsync();
        return new(connection, await database.OpenAsync());
    }

    /// <summary>Comes back when this many writers wait for the row.</summary>
    public async Task WaitersAsync(int count)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE waiting (pid) AS (
                SELECT @holder
                UNION
                SELECT activity.pid FROM pg_stat_activity AS activity
                JOIN waiting ON waiting.pid = ANY(pg_blocking_pids(activity.pid)))
            SELECT count(*) - 1 FROM waiting
            """,
            _watch);
        command.Parameters.AddWithValue("holder", _connection.ProcessID);
        var giveUp = DateTime.UtcNow.AddSeconds(20);
        while ((long)(await command.ExecuteScalarAsync())! < count)
        {
            Assert.True(DateTime.UtcNow < giveUp, $"{count} writers never waited.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task ReleaseAsync()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", _connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _watch.DisposeAsync();
    }
}
