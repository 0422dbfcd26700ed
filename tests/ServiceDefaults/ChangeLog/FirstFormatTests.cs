using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>Entries that were written before the log had its present format.</summary>
public sealed class FirstFormatTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    [Fact]
    public async Task Keep_what_they_said_and_are_chained_and_can_be_erased()
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync("CREATE SCHEMA first; SET LOCAL search_path = first");
        await RunAsync(Script("_pipeline.sql"));
        await RunAsync("""
            SELECT set_config('mastery.hub', 'one', true);
            INSERT INTO revision (hub_id, revision) VALUES ('one', 2);
            INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths,
                before, after) VALUES
                ('one', 1, 1, 'hubs/one/shelves/1', 't', 'CREATED', 'a', 's', '{note}', NULL,
                    '{"note": "Ada", "x": 1}'),
                ('one', 1, 2, 'hubs/one/shelves/2', 't', 'CREATED', 'a', 's', '{}', NULL, '{}'),
                ('one', 2, 1, 'hubs/one/shelves/1', 't', 'DELETED', 'a', 's', '{note}',
                    '{"note": "Ada", "x": 1}', NULL);
            SELECT set_config('mastery.hub', 'two', true);
            INSERT INTO revision (hub_id, revision) VALUES ('two', 1);
            INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths)
            VALUES ('two', 1, 1, 'r', 't', 'MOVED', 'a', 's', '{}');
            SELECT set_config('mastery.hub', '', true)
            """);

        await RunAsync(Script("_change_log.sql"));

        foreach (var (hub, revision) in new[] { ("one", 2), ("two", 1) })
        {
            var report = await ChangeLogVerifier.VerifyAsync(connection, hub, TestContext.Current.CancellationToken);
            Assert.Empty(report.Faults);
            Assert.Equal(revision, report.Revision);
        }

        await RunAsync("SELECT set_config('mastery.hub', 'one', true)");
        Assert.Equal(
            [
                """hubs/one/shelves/1  {} {"after": {"x": 1, "note": "Ada"}}""",
                """hubs/one/shelves/2  {} {"after": {}}""",
                """hubs/one/shelves/1 {}  {"before": {"x": 1, "note": "Ada"}}""",
            ],
            await ReadAsync("""
                SELECT format('%s %s %s %s', subject, before, after, value)
                FROM change JOIN change_personal USING (hub_id, revision, ordinal) ORDER BY revision, ordinal
                """));

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        async Task<List<string>> ReadAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            List<string> rows = [];
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetString(0));
            }

            return rows;
        }
    }

    static string Script(string ending)
    {
        var assembly = typeof(ChangeLogVerifier).Assembly;
        using var script = new StreamReader(assembly.GetManifestResourceStream(
            assembly.GetManifestResourceNames().Single(name => name.EndsWith(ending, StringComparison.Ordinal)))!);
        return script.ReadToEnd();
    }
}
