using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests;

/// <summary>The library service on a port and a database of its own, for one class of tests.</summary>
public sealed class LibraryFixture() : ServiceFixture<Library.LibraryService>("library")
{
    static readonly string[] Scopes =
    [
        "shelves.read", "shelves.write", "shelves.sensitive", "themes.read", "themes.write", "changes.read",
        "webhooks.read", "webhooks.write", "national.read",
    ];

    /// <summary>A hub that no other test uses.</summary>
    public static string NewHub() => $"hub-{Guid.NewGuid():N}";

    /// <summary>A token for one hub with every scope of the library but those left out.</summary>
    public static Token Token(string hub, params string[] without) =>
        new() { Hubs = [hub], Scopes = [.. Scopes.Except(without)] };

    /// <summary>A client for one hub.</summary>
    public Library.V1.LibraryService.LibraryServiceClient Library(string hub, params string[] without) =>
        Client<Library.V1.LibraryService.LibraryServiceClient>(Token(hub, without));

    /// <summary>The HTTP side for one hub.</summary>
    public HttpClient Http(string hub, params string[] without) => Service.Http(Token(hub, without));

    /// <summary>A shelf that is there.</summary>
    public async Task<Library.V1.Shelf> ShelfAsync(string hub, Action<Library.V1.Shelf>? with = null)
    {
        var shelf = new Library.V1.Shelf { DisplayName = $"Shelf {Guid.NewGuid():N}"[..20] };
        with?.Invoke(shelf);
        return await Library(hub).CreateShelfAsync(new() { Parent = $"hubs/{hub}", Shelf = shelf });
    }

    /// <summary>How many of the service's own sessions run a statement like <paramref name="pattern"/>. Only an
    /// administrator sees the statements of another role.</summary>
    public async Task<long> RunningAsync(string pattern)
    {
        await using var connection = new Npgsql.NpgsqlConnection((await TestServer.GetAsync()).AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND state = 'active' AND query ILIKE $2
            """,
            connection)
        {
            Parameters = { new() { Value = Service.Database.Names.Name }, new() { Value = pattern } },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many of the service's own sessions wait for something of a kind, for example <c>Lock</c>.</summary>
    public async Task<long> WaitingAsync(string kind, string state = "active")
    {
        await using var connection = new Npgsql.NpgsqlConnection((await TestServer.GetAsync()).AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = $1 AND wait_event_type = $2 AND state = $3 AND application_name = 'library'
            """, connection)
        {
            Parameters =
            {
                new() { Value = Service.Database.Names.Name },
                new() { Value = kind },
                new() { Value = state },
            },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One value that the owner's role reads behind the service, with the hub set.</summary>
    public async Task<T> LookAsync<T>(string hub, string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var set = new Npgsql.NpgsqlCommand("SELECT set_config('mastery.hub', $1, false)", connection)
        {
            Parameters = { new() { Value = hub } },
        };
        await set.ExecuteNonQueryAsync();
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
