using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class IsolationTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    static readonly string[] Tables = ["shelf", "book", "change", "change_personal", "erasure", "revision", "request"];

    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task A_session_of_the_service_sees_the_hub_it_set_and_no_other()
    {
        await FillAsync(_hub);
        await FillAsync(LibraryFixture.NewHub());
        await using var connection = await library.Service.Database.OpenAsync();

        foreach (var table in Tables)
        {
            await SetAsync(connection, _hub);
            Assert.Equal([_hub], await HubsAsync(connection, table));
            await SetAsync(connection, LibraryFixture.NewHub());
            Assert.Empty(await HubsAsync(connection, table));
        }
    }

    [Fact]
    public async Task With_no_hub_or_an_empty_one_it_sees_nothing()
    {
        await FillAsync(_hub);
        await using var connection = await library.Service.Database.OpenAsync();

        foreach (var table in Tables)
        {
            Assert.Empty(await HubsAsync(connection, table));
        }

        await SetAsync(connection, "");
        foreach (var table in Tables)
        {
            Assert.Empty(await HubsAsync(connection, table));
        }
    }

    [Fact]
    public async Task With_every_hub_it_reads_resources_and_the_log_but_no_answers_and_writes_nothing()
    {
        await FillAsync(_hub);
        await using var connection = await library.Service.Database.OpenAsync();
        await SetAsync(connection, "*");

        foreach (var table in Tables.Where(table => table != "request"))
        {
            Assert.Contains(_hub, await HubsAsync(connection, table));
        }

        Assert.Empty(await HubsAsync(connection, "request"));
        Assert.Equal(0, await RunAsync(connection, "UPDATE shelf SET capacity = 1"));
        Assert.Equal(0, await RunAsync(connection, "DELETE FROM shelf"));
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection,
            "INSERT INTO request (hub_id, actor, request_id, digest) VALUES ('x', '', gen_random_uuid(), '')"));
    }

    [Fact]
    public async Task It_writes_to_no_hub_but_the_one_it_set()
    {
        var other = LibraryFixture.NewHub();
        await FillAsync(other);
        await using var connection = await library.Service.Database.OpenAsync();
        await SetAsync(connection, _hub);

        Assert.Equal(0, await RunAsync(connection, $"UPDATE shelf SET capacity = 1 WHERE hub_id = '{other}'"));
        Assert.Equal(0, await RunAsync(connection, $"DELETE FROM book WHERE hub_id = '{other}'"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync(connection,
                $"INSERT INTO request (hub_id, actor, request_id, digest) VALUES ('{other}', '', '{Guid.Empty}', '')"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Without_the_force_the_owner_would_see_everything()
    {
        await FillAsync(_hub);
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        Assert.Empty(await HubsAsync(owner, "shelf"));

        await RunAsync(owner, "ALTER TABLE shelf NO FORCE ROW LEVEL SECURITY");

        Assert.Contains(_hub, await HubsAsync(owner, "shelf"));
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Without_the_policies_the_service_would_see_everything()
    {
        var other = LibraryFixture.NewHub();
        await FillAsync(other);
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await RunAsync(owner, "ALTER TABLE shelf DISABLE ROW LEVEL SECURITY");

        Assert.Contains(other, await HubsAsync(owner, "shelf"));

        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task A_hub_set_for_one_call_is_not_left_for_the_next_on_the_connection()
    {
        await FillAsync(_hub);
        var other = LibraryFixture.NewHub();
        await FillAsync(other);
        var (mine, theirs) = (library.Library(_hub), library.Library(other));

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            var (client, hub) = number % 2 == 0 ? (mine, _hub) : (theirs, other);
            var listed = await client.ListShelvesAsync(new() { Parent = $"hubs/{hub}" });
            Assert.StartsWith($"hubs/{hub}/", Assert.Single(listed.Shelves).Name);
        }));
        var source = (NpgsqlDataSource)library.Service.Services.GetService(typeof(NpgsqlDataSource))!;
        await using var left = await source.OpenConnectionAsync();

        Assert.Empty(await HubsAsync(left, "shelf"));
    }

    [Fact]
    public async Task Every_table_of_a_hub_is_forced_and_keyed_by_it()
    {
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();

        var open = await ListAsync(owner, """
            SELECT c.relname FROM pg_class c
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
              AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'hub_id')
              AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """);
        var unkeyed = await ListAsync(owner, """
            SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
                AND a.attname = 'hub_id'
            JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
            WHERE i.indkey[0] <> a.attnum
            """);

        Assert.Empty(open);
        Assert.Empty(unkeyed);
    }

    async Task FillAsync(string hub)
    {
        var client = library.Library(hub);
        var shelf = await client.CreateShelfAsync(new()
        {
            Parent = $"hubs/{hub}",
            Shelf = new() { DisplayName = "A", Note = "N" },
            RequestId = Guid.NewGuid().ToString()
        });
        await client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });
        await using var connection = await library.Service.Database.OpenAsync();
        await SetAsync(connection, hub);
        await RunAsync(connection, $"SELECT erase_personal('{hub}', 'nobody', NULL, 'test', 'a row to see', NULL)");
    }

    static Task<int> SetAsync(NpgsqlConnection connection, string hub) =>
        RunAsync(connection, $"SELECT set_config('mastery.hub', '{hub}', false)");

    static async Task<int> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    static Task<List<string>> HubsAsync(NpgsqlConnection connection, string table) =>
        ListAsync(connection, $"SELECT DISTINCT hub_id FROM {table}");

    static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> values = [];
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
