using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Npgsql;

namespace Mastery.Suite.Tests.RowSecurity;

/// <summary>A raw SQL session, in the role that the service runs as and in the owner's, sees the hub it set and no
/// other.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class RawSessionTests(RunningSuite suite) : IAsyncLifetime
{
    static readonly string[] Hubs = [RunningSuite.Hub, RunningSuite.OtherHub];

    public static TheoryData<string, Role> Sessions { get; } =
        [.. Databases.Services.SelectMany(service => new[] { (service, Role.Runtime), (service, Role.Owner) })];

    public static TheoryData<string> Services { get; } = [.. Databases.Services];

    /// <summary>Not every service writes hub rows to each of these; an empty table would prove nothing.</summary>
    public async ValueTask InitializeAsync()
    {
        foreach (var service in Databases.Services)
        {
            await using var connection = await suite.Databases.OpenAsync(service, Role.Owner);
            foreach (var hub in Hubs)
            {
                await SetAsync(connection, hub);
                await connection.RunAsync("""
                    SELECT append_changes($1, 'test', 'test', NULL, NULL, ARRAY['seed'], ARRAY['seed'],
                        ARRAY['CREATED'], ARRAY[''], ARRAY[NULL::jsonb], ARRAY['{}'::jsonb],
                        ARRAY['{"seed": {"after": {"x": "y"}}}'::jsonb])
                    """, hub);
                await connection.RunAsync("SELECT erase_personal($1, 'nobody', NULL, 'test', 'test', NULL)", hub);
                await connection.RunAsync("""
                    INSERT INTO request (hub_id, actor, request_id, digest) VALUES ($1, '', gen_random_uuid(), '')
                    """, hub);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task Sees_its_own_hub_and_no_other(string service, Role role)
    {
        await using var connection = await suite.Databases.OpenAsync(service, role);
        foreach (var table in await Catalogue.HubOwnedAsync(connection))
        {
            foreach (var hub in Hubs)
            {
                var rows = await suite.Databases.ReadAsync(
                    service, $"SELECT count(*) FROM \"{table}\" WHERE hub_id = $1", hub);
                Assert.True(rows[0] != "0", $"{table} holds nothing of {hub}, so nothing is proven of it: seed it.");
                Assert.Equal([$"{hub} {rows[0]}"], await SeenAsync(connection, table, hub));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task Sees_nothing_without_a_hub_or_with_an_empty_one(string service, Role role)
    {
        await using var connection = await suite.Databases.OpenAsync(service, role);
        foreach (var table in await Catalogue.HubOwnedAsync(connection))
        {
            Assert.Empty(await connection.ReadAsync(Seen(table)));
            Assert.Empty(await SeenAsync(connection, table, ""));
            Assert.Empty(await SeenAsync(connection, table, "no-such-hub"));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Cannot_change_or_take_over_rows_of_another_hub(string service)
    {
        await using var connection = await suite.Databases.OpenAsync(service, Role.Runtime);
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var table in await Catalogue.HubOwnedAsync(connection))
        {
            foreach (var hub in (string[])[RunningSuite.OtherHub, "*", ""])
            {
                await SetAsync(connection, hub);
                Assert.Equal(0, await WriteAsync(
                    connection,
                    table,
                    "UPDATE",
                    $"UPDATE \"{table}\" SET hub_id = '{Hubs[1]}' WHERE hub_id = '{Hubs[0]}'"));
                Assert.Equal(0, await WriteAsync(
                    connection, table, "DELETE", $"DELETE FROM \"{table}\" WHERE hub_id = '{Hubs[0]}'"));
            }
        }
    }

    // The control: without row-level security the same session sees every hub, without FORCE the owner does.
    [Theory]
    [InlineData("participants", "DISABLE", Role.Runtime)]
    [InlineData("development-plans", "DISABLE", Role.Runtime)]
    [InlineData("participants", "NO FORCE", Role.Owner)]
    [InlineData("development-plans", "NO FORCE", Role.Owner)]
    public async Task Sees_every_hub_when_the_protection_is_removed(string service, string change, Role role)
    {
        await using var connection = await suite.Databases.OpenAsync(service, Role.Administrator);
        foreach (var table in await Catalogue.HubOwnedAsync(connection))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.RunAsync($"ALTER TABLE \"{table}\" {change} ROW LEVEL SECURITY");
            var names = suite.Databases.Names(service);
            await connection.RunAsync($"SET LOCAL ROLE \"{(role == Role.Owner ? names.Owner : names.Runtime)}\"");

            var seen = await SeenAsync(connection, table, "no-such-hub");
            Assert.True(seen.Count > 1, $"{table} shows nothing even so: the tests above prove nothing.");

            await transaction.RollbackAsync();
        }
    }

    static string Seen(string table) =>
        $"SELECT hub_id || ' ' || count(*) FROM \"{table}\" GROUP BY hub_id ORDER BY hub_id";

    static async Task<IReadOnlyList<string>> SeenAsync(NpgsqlConnection connection, string table, string hub)
    {
        await SetAsync(connection, hub);
        return await connection.ReadAsync(Seen(table));
    }

    static Task<int> SetAsync(NpgsqlConnection connection, string hub) =>
        connection.RunAsync("SELECT set_config('mastery.hub', $1, false)", hub);

    /// <summary>How many rows it writes; 0 if the role has no right to write to the table.</summary>
    static async Task<int> WriteAsync(NpgsqlConnection connection, string table, string right, string sql)
    {
        var may = await connection.ReadAsync("SELECT has_table_privilege($1, $2)", $"\"{table}\"", right);
        return may[0] == "True" ? await connection.RunAsync(sql) : 0;
    }
}
