using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>The service's role writes the log by the owner's functions only, for its transaction's hub.</summary>
public sealed class AppendChangesTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const string Table = """
        CREATE TEMP TABLE pending_change (ordinal int, resource text, resource_type text, kind text, paths text[],
            before jsonb, after jsonb, personal jsonb)
        """;

    readonly string _hub = LibraryFixture.NewHub();

    [Theory]
    [InlineData("*", "*")]
    [InlineData("", "")]
    [InlineData("mine", "other")]
    [InlineData("mine", "*")]
    [InlineData("*", "mine")]
    [InlineData("mine", null)]
    public async Task Refuses_every_scope_but_the_one_of_the_transaction(string set, string? named)
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await HubAsync(connection, set);

        await RefusedAsync(connection, Append(named is null ? "NULL" : $"'{named}'"));
    }

    [Fact]
    public async Task Refuses_where_no_hub_is_set()
    {
        await using var connection = await library.Service.Database.OpenAsync();

        await RefusedAsync(connection, Append($"'{_hub}'"));
    }

    [Theory]
    [InlineData("INSERT INTO revision (hub_id, revision) VALUES ('{0}', 9)")]
    [InlineData("UPDATE revision SET revision = 0")]
    [InlineData("DELETE FROM revision")]
    [InlineData("""
        INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths,
            change_time, hash)
        VALUES ('{0}', 9, 1, 'r', 't', 'CREATED', 'a', 's', '{{}}', now(), '')
        """)]
    [InlineData("UPDATE change SET actor = 'x'")]
    [InlineData("DELETE FROM change")]
    [InlineData("TRUNCATE change")]
    [InlineData("INSERT INTO change_personal (hub_id, revision, ordinal, subject) VALUES ('{0}', 9, 1, 's')")]
    [InlineData("UPDATE change_personal SET salt = NULL, value = NULL")]
    [InlineData("DELETE FROM change_personal")]
    [InlineData("INSERT INTO erasure (hub_id, subject, revision, actor, reason) VALUES ('{0}', 's', 9, 'a', 'r')")]
    [InlineData("DELETE FROM erasure")]
    public async Task Leaves_the_service_no_other_way(string sql)
    {
        await library.ShelfAsync(_hub);
        await using var connection = await library.Service.Database.OpenAsync();
        foreach (var hub in new[] { _hub, "*" })
        {
            await HubAsync(connection, hub);

            await RefusedAsync(connection, string.Format(null, sql, hub));
        }
    }

    // A table, view or policy of the caller's own would run its expressions with the owner's rights.
    [Theory]
    [InlineData(Table)]
    [InlineData("CREATE TEMP VIEW pending_change AS SELECT 1 AS ordinal")]
    public async Task Reads_no_pending_table_that_another_role_made(string made)
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await HubAsync(connection, _hub);
        await RunAsync(connection, made);

        await RefusedAsync(connection, Append($"'{_hub}'"));
    }

    [Theory]
    [InlineData("DROP TABLE pending_change")]
    [InlineData("ALTER TABLE pending_change ENABLE ROW LEVEL SECURITY")]
    [InlineData("CREATE RULE more AS ON INSERT TO pending_change DO ALSO SELECT 1")]
    [InlineData("UPDATE pending_change SET ordinal = DEFAULT")]
    [InlineData("INSERT INTO pending_change (ordinal, resource) OVERRIDING SYSTEM VALUE VALUES (9, 'r')")]
    public async Task Lets_nothing_be_hung_on_the_pending_table(string sql)
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await HubAsync(connection, _hub);
        await RunAsync(connection, "SELECT open_pending_changes()");

        await RefusedAsync(connection, sql);
    }

    [Fact]
    public async Task Is_not_led_astray_by_tables_of_the_caller()
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await HubAsync(connection, _hub);
        await RunAsync(connection, "CREATE TEMP TABLE change (LIKE public.change)");
        await RunAsync(connection, "CREATE TEMP TABLE revision (LIKE public.revision)");

        await RunAsync(connection, Append($"'{_hub}'"));

        Assert.Equal(1L, await library.LookAsync<long>(_hub, "SELECT count(*) FROM public.change"));
        Assert.Equal(1L, await library.LookAsync<long>(_hub, "SELECT revision FROM public.revision"));
    }

    [Fact]
    public async Task Takes_no_revision_for_nothing()
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await HubAsync(connection, _hub);

        var none = string.Join(", ", Enumerable.Repeat("'{}'", 7));

        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync(connection, $"SELECT append_changes('{_hub}', 'a', 's', NULL, NULL, {none})"));

        Assert.Equal(PostgresErrorCodes.NoDataFound, refusal.SqlState);
        Assert.Equal(0L, await library.LookAsync<long>(_hub, "SELECT count(*) FROM revision"));
    }

    [Fact]
    public async Task Erases_in_no_other_hub()
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await HubAsync(connection, _hub);

        await RefusedAsync(connection, "SELECT erase_personal('other', 's', NULL, 'a', 'r', NULL)");
        await HubAsync(connection, "*");
        await RefusedAsync(connection, "SELECT erase_personal('*', 's', NULL, 'a', 'r', NULL)");
    }

    static string Append(string hub) => $"""
        SELECT append_changes({hub}, 'a', 's', NULL, NULL, ARRAY['r'], ARRAY['t'], ARRAY['CREATED'], ARRAY[''],
            ARRAY[NULL::jsonb], ARRAY[NULL::jsonb], ARRAY[NULL::jsonb])
        """;

    static async Task RefusedAsync(NpgsqlConnection connection, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    static Task HubAsync(NpgsqlConnection connection, string hub) =>
        RunAsync(connection, $"SELECT set_config('mastery.hub', '{hub}', false)");

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
