using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>What the database lets a raw session see and change of the tables that hubs own, whatever the code above it
/// does. Each test has a database of its own.</summary>
/// <param name="fixture">The service, shared by the class.</param>
public abstract class RawSessions(ServiceFixture fixture) : IAsyncLifetime
{
    TwoHubs _hubs = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await FillAsync();
        _hubs = await TwoHubs.CreateAsync(fixture.Service.Database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _hubs.DisposeAsync();
    }

    [Theory]
    [InlineData(DatabaseRole.Runtime)]
    [InlineData(DatabaseRole.Owner)]
    public async Task See_the_rows_of_the_hub_they_set_and_no_other(DatabaseRole role)
    {
        await using var connection = await _hubs.Database.OpenAsync(role);
        foreach (var row in _hubs.Rows)
        {
            foreach (var hub in (string[])[TwoHubs.One, TwoHubs.Other])
            {
                Assert.Equal((row.Table, hub), (row.Table, await SeenAsync(connection, row, hub)));
            }
        }
    }

    [Theory]
    [InlineData(DatabaseRole.Runtime)]
    [InlineData(DatabaseRole.Owner)]
    public async Task See_nothing_without_a_hub_or_with_one_that_has_nothing(DatabaseRole role)
    {
        await using var connection = await _hubs.Database.OpenAsync(role);
        foreach (var row in _hubs.Rows)
        {
            await connection.RunAsync("RESET mastery.hub");
            Assert.Equal((row.Table, ""), (row.Table, await SeenAsync(connection, row)));
            Assert.Equal((row.Table, ""), (row.Table, await SeenAsync(connection, row, "")));
            Assert.Equal((row.Table, ""), (row.Table, await SeenAsync(connection, row, "no-such-hub")));
        }
    }

    // The counter has no content, and a stored answer is found by who got it.
    [Fact]
    public async Task See_nothing_of_their_hub_when_they_are_bound_to_a_school_that_has_nothing()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        foreach (var row in _hubs.Rows.Where(row => row.Table is not ("request" or "revision")))
        {
            foreach (var bound in (string[])["schools/999999", "trusts/99999", "none"])
            {
                await connection.RunAsync($"SET mastery.bound = '{bound}'");
                Assert.Equal((row.Table, bound, ""), (row.Table, bound, await SeenAsync(connection, row, TwoHubs.One)));
                Assert.Equal((row.Table, bound, ""), (row.Table, bound, await SeenAsync(connection, row, "*")));
                Assert.Equal((row.Table, bound, 0), (row.Table, bound, await WriteAsync(connection, row, Update)));
                Assert.Equal((row.Table, bound, 0), (row.Table, bound, await WriteAsync(connection, row, Delete)));
            }
        }
    }

    [Fact]
    public async Task See_every_hub_but_no_stored_answer_when_they_set_all_hubs()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        foreach (var row in _hubs.Rows)
        {
            var expected = row.Table == "request" ? "" : $"{TwoHubs.One} {TwoHubs.Other}";
            Assert.Equal((row.Table, expected), (row.Table, await SeenAsync(connection, row, "*")));
        }
    }

    [Fact]
    public async Task Change_and_delete_no_row_of_another_hub()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        foreach (var row in _hubs.Rows)
        {
            foreach (var hub in (string?[])[TwoHubs.Other, "*", "", null])
            {
                await (hub is null ? connection.RunAsync("RESET mastery.hub") : connection.SetHubAsync(hub));
                Assert.Equal((row.Table, hub, 0), (row.Table, hub, await WriteAsync(connection, row, Update)));
                Assert.Equal((row.Table, hub, 0), (row.Table, hub, await WriteAsync(connection, row, Delete)));
            }
        }
    }

    // The control: the hub itself can, or the test above would prove nothing.
    [Fact]
    public async Task Change_the_rows_of_the_hub_they_set()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        await connection.SetHubAsync(TwoHubs.One);
        foreach (var row in _hubs.Rows)
        {
            var may = await MayAsync(connection, row, Update);
            Assert.Equal((row.Table, may ? 1 : 0), (row.Table, await WriteAsync(connection, row, Update)));
        }
    }

    [Fact]
    public async Task Write_no_row_into_another_hub()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        foreach (var row in _hubs.Rows)
        {
            var expected = await MayAsync(connection, row, "INSERT") ? "row-level security" : "permission denied";
            foreach (var hub in (string[])[TwoHubs.Other, "*", ""])
            {
                await connection.SetHubAsync(hub);
                var refusal = await Assert.ThrowsAsync<PostgresException>(
                    () => row.InsertAsync(connection, TwoHubs.One));

                Assert.Equal(
                    (row.Table, PostgresErrorCodes.InsufficientPrivilege), (row.Table, refusal.SqlState));
                Assert.Contains(expected, refusal.MessageText, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Take_no_protection_away()
    {
        await using var connection = await _hubs.Database.OpenAsync(DatabaseRole.Runtime);
        foreach (var row in _hubs.Rows)
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(
                () => connection.RunAsync($"ALTER TABLE \"{row.Table}\" DISABLE ROW LEVEL SECURITY"));

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    // The control: without row-level security the same session sees every hub, without FORCE the owner does.
    [Theory]
    [InlineData("DISABLE", DatabaseRole.Runtime)]
    [InlineData("NO FORCE", DatabaseRole.Owner)]
    public async Task Would_see_every_hub_were_the_protection_taken_away(string change, DatabaseRole role)
    {
        await using var administrator = await _hubs.Database.OpenAsync(DatabaseRole.Administrator);
        await using var connection = await _hubs.Database.OpenAsync(role);
        foreach (var row in _hubs.Rows)
        {
            await administrator.RunAsync($"ALTER TABLE \"{row.Table}\" {change} ROW LEVEL SECURITY");

            Assert.Equal(
                (row.Table, $"{TwoHubs.One} {TwoHubs.Other}"),
                (row.Table, await SeenAsync(connection, row, "no-such-hub")));
        }
    }

    /// <summary>Makes a row, of any hub, in each table that hubs own; those that every service has are filled
    /// already.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    const string Update = "UPDATE";
    const string Delete = "DELETE";

    static async Task<string> SeenAsync(NpgsqlConnection connection, HubRow row, string? hub = null)
    {
        if (hub is not null)
        {
            await connection.SetHubAsync(hub);
        }

        return string.Join(' ', await connection.ReadAsync(
            $"SELECT DISTINCT hub_id FROM \"{row.Table}\" ORDER BY hub_id"));
    }

    /// <summary>How many rows of the one hub it writes; none where the role may not write to the
    /// table.</summary>
    static async Task<int> WriteAsync(NpgsqlConnection connection, HubRow row, string right) =>
        await MayAsync(connection, row, right)
            ? await connection.RunAsync(
                (right == Update
                    ? $"UPDATE \"{row.Table}\" SET hub_id = hub_id"
                    : $"DELETE FROM \"{row.Table}\"") + $" WHERE hub_id = '{TwoHubs.One}'")
            : 0;

    static async Task<bool> MayAsync(NpgsqlConnection connection, HubRow row, string right) =>
        await connection.ReadAsync("SELECT has_table_privilege($1, $2)", $"\"{row.Table}\"", right) is ["True"];
}
