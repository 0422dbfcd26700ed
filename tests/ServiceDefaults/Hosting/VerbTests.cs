using Mastery.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class VerbTests : IAsyncLifetime
{
    TestDatabase _database = null!;

    public async ValueTask InitializeAsync() =>
        _database = await TestDatabase.CreateAsync<Library.LibraryService>("library");

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var before = await CountAsync();

        Assert.Equal(0, await RunAsync("migrate", $"--ConnectionStrings:Owner={_database.OwnerConnectionString}"));

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_script_edited_after_it_was_applied_is_refused()
    {
        await ExecuteAsync("UPDATE schema_version SET checksum = 'other' WHERE name = '0000_pipeline.sql'");

        Assert.Equal(1, await RunAsync("migrate", $"--ConnectionStrings:Owner={_database.OwnerConnectionString}"));
    }

    [Fact]
    public async Task The_runtime_role_cannot_migrate()
    {
        await ExecuteAsync("DELETE FROM schema_version WHERE name = '0001_library.sql'");

        Assert.Equal(1, await RunAsync("migrate", $"--ConnectionStrings:Owner={_database.ConnectionString}"));
    }

    [Fact]
    public async Task Without_an_owner_or_with_another_verb_it_says_so()
    {
        Assert.Equal(1, await RunAsync("migrate"));
        Assert.Equal(2, await RunAsync("fly"));
    }

    [Fact]
    public async Task The_runtime_role_makes_no_tables()
    {
        await using var connection = await _database.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE mine (id int)", connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    static async Task<int> RunAsync(params string[] args)
    {
        var builder = ServiceHost.CreateBuilder([.. args, "--applicationName=MasteryServices.Library.Tests"],
            "library");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        return await app.RunServiceAsync(args);
    }

    async Task<long> CountAsync()
    {
        await using var owner = await _database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM schema_version", owner);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var owner = await _database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
    }
}
