using Grpc.Core;
using Mastery.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

/// <summary>A service behind PgBouncer in transaction mode: each of its transactions may have another session than the
/// one before.</summary>
public sealed class PoolerTests : IAsyncLifetime
{
    const int Reads = 100;

    TestDatabase? _database;

    TestDatabase Database => _database!;

    public async ValueTask InitializeAsync() =>
        _database = await TestDatabase.CreateAsync<Library.LibraryService>("library");

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    [Fact]
    public async Task Hubs_that_share_its_connections_see_their_own_alone()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, connections: 2);
        await using var service = await StartAsync(pooler.Through(Database.ConnectionString));
        string[] hubs = [.. Enumerable.Range(0, 4).Select(_ => LibraryFixture.NewHub())];

        await Parallel.ForEachAsync(hubs, Stop, async (hub, stop) =>
        {
            var library = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(hub));
            for (var made = 1; made <= 20; made++)
            {
                await library.CreateShelfAsync(
                    new() { Parent = $"hubs/{hub}", Shelf = new() { DisplayName = $"{hub} {made}"[^20..] } },
                    cancellationToken: stop);
                var seen = await library.ListShelvesAsync(
                    new() { Parent = $"hubs/{hub}" }, cancellationToken: stop);
                Assert.Equal(made, seen.Shelves.Count);
                Assert.All(
                    seen.Shelves, shelf => Assert.StartsWith($"hubs/{hub}/", shelf.Name, StringComparison.Ordinal));
            }
        });
    }

    // What a service must not do, and the control of the test above.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, Reads)]
    public async Task A_hub_that_is_set_for_the_session_is_read_by_others(bool forSession, int mistaken)
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, connections: 1);
        await using var source = NpgsqlDataSource.Create(
            pooler.Through(Database.ConnectionString) + ";No Reset On Close=true");
        await using var one = await source.OpenConnectionAsync(Stop);
        await using var other = await source.OpenConnectionAsync(Stop);
        (NpgsqlConnection Of, string Hub)[] callers = [(one, "one"), (other, "other")];
        var wrong = 0;
        foreach (var (connection, hub) in callers)
        {
            await connection.SetHubAsync(forSession ? hub : "");
        }

        for (var read = 0; read < Reads; read++)
        {
            foreach (var (connection, hub) in callers)
            {
                // As the services do it, in the round trip of the statement; or trusting what was set.
                await using var batch = new NpgsqlBatch(connection);
                if (!forSession)
                {
                    batch.BatchCommands.Add(DbSession.HubCommand(hub));
                }

                batch.BatchCommands.Add(new("SELECT current_setting('mastery.hub')"));
                await using var reader = await batch.ExecuteReaderAsync(Stop);
                if (!forSession)
                {
                    await reader.NextResultAsync(Stop);
                }

                await reader.ReadAsync(Stop);
                wrong += reader.GetString(0) == hub ? 0 : 1;
            }
        }

        Assert.Equal(mistaken, wrong);
    }

    [Fact]
    public async Task One_that_keeps_no_prepared_statements_is_explained_and_another_serves_them()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, connections: 2);
        await using var service = await StartAsync(
            pooler.Through(Database.ConnectionString) + ";Max Auto Prepare=100;Auto Prepare Min Usages=1");
        // A name may also mean another statement in the session that is met: then its parameters are wrong.
        service.Logs.Expect(error => error.Exception is PostgresException
            || $"{error}".Contains("prepared statement", StringComparison.Ordinal));
        var hub = LibraryFixture.NewHub();
        var library = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(hub));

        var errors = (await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Record.ExceptionAsync(
            () => library.ListShelvesAsync(new() { Parent = $"hubs/{hub}" }).ResponseAsync).AsTask())))
            .OfType<RpcException>().ToList();

        if (pooler.Version >= PgBouncer.KeepsPrepared)
        {
            Assert.Empty(errors);
            return;
        }

        Assert.Contains(errors, error => error.StatusCode == StatusCode.Unavailable
            && error.Status.Detail.Contains("'Max Auto Prepare=0'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_migration_asks_for_a_direct_connection()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.OwnerConnectionString, connections: 2);
        var migrator = new Migrator(typeof(Library.LibraryService).Assembly, NullLogger<Migrator>.Instance);
        var through = pooler.Through(Database.OwnerConnectionString) + ";Pooling=false";

        var refusal = Assert.Throws<InvalidOperationException>(() => migrator.Migrate(through));

        Assert.Contains("connection pooler", refusal.Message, StringComparison.Ordinal);
        migrator.Migrate(
            new NpgsqlConnectionStringBuilder(Database.OwnerConnectionString) { Pooling = false }.ConnectionString);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<TestService> StartAsync(string connectionString) => TestService.StartAsync<Library.LibraryService>(
        "library", new Dictionary<string, string?> { ["ConnectionStrings:Database"] = connectionString });
}
