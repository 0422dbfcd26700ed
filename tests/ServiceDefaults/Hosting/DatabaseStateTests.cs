using System.Net;
using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>What readiness tells of a database that answers but does not take everything.</summary>
public sealed class DatabaseStateTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task A_full_disk_refuses_writes_and_shows_while_reads_are_served()
    {
        library.Service.Logs.Expect(entry => entry.Message.Contains("disk is full"));
        await ExecuteAsync("""
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON shelf EXECUTE FUNCTION fill();
            """);

        var status = await Refused.WithAsync(
            StatusCode.Unavailable, ErrorReason.ServiceUnavailable, () => library.ShelfAsync(_hub));

        Assert.StartsWith("The database's disk is full: nothing was changed", status.Message);
        Assert.Equal((HttpStatusCode.OK, "degraded", "the database's disk is full: it refuses changes"),
            await ReadyAsync(library.Service));
        await library.Library(_hub).ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
    }

    [Fact]
    public async Task A_read_only_database_shows_while_reads_are_served()
    {
        await using var service = await StartAsync();
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(_hub));
        await using (var admin = await AdministratorAsync())
        {
            await using var command = new NpgsqlCommand(
                $"ALTER DATABASE \"{service.Database.Names.Name}\" SET default_transaction_read_only = on", admin);
            await command.ExecuteNonQueryAsync();
        }

        // A session keeps what was set when it began.
        service.Services.GetRequiredService<NpgsqlDataSource>().Clear();
        service.Services.GetRequiredKeyedService<NpgsqlDataSource>(Readiness.Database).Clear();

        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, async () =>
            await client.CreateShelfAsync(new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "A" } }));

        Assert.StartsWith("The database takes no changes just now: nothing was changed", status.Message);
        Assert.Equal(
            (HttpStatusCode.OK, "degraded", "the database takes no changes: it is a standby or was made read-only"),
            await ReadyAsync(service));
        await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_as_the_reason()
    {
        await using var service = await StartAsync(new()
        {
            ["ConnectionStrings:Database"] =
                new NpgsqlConnectionStringBuilder(library.Service.Database.ConnectionString)
                {
                    Database = "nothing",
                }.ConnectionString,
        });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy",
            "the database of ConnectionStrings:Database does not exist"), await ReadyAsync(service));
    }

    static Task<TestService> StartAsync(Dictionary<string, string?>? settings = null) =>
        TestService.StartAsync<Library.LibraryService>("library", settings);

    static async Task<NpgsqlConnection> AdministratorAsync()
    {
        var connection = new NpgsqlConnection((await TestServer.GetAsync()).AdminConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task<(HttpStatusCode Status, string? Text, string? Reason)> ReadyAsync(TestService service)
    {
        using var http = service.Http((string?)null);
        using var response = await http.GetAsync("/health/ready");
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (response.StatusCode, body.GetProperty("status").GetString(),
            body.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()).SingleOrDefault());
    }

    async Task ExecuteAsync(string sql)
    {
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
    }
}
