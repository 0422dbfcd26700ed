using System.Net;
using Mastery.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

/// <summary>A service is not ready while its sessions have other settings than its SQL relies on, and becomes ready
/// without a restart when they are mended.</summary>
public sealed class SessionSettingsTests
{
    [Theory]
    [InlineData("TimeZone", "Europe/London", "'UTC'")]
    [InlineData("search_path", "other, public", "'public'")]
    [InlineData("DateStyle", "SQL, DMY", "'ISO, MDY'")]
    [InlineData("IntervalStyle", "iso_8601", "'postgres'")]
    [InlineData("standard_conforming_strings", "off", "'on'")]
    [InlineData("default_transaction_isolation", "serializable", "'read committed'")]
    [InlineData("lock_timeout", "0", "above 0")]
    [InlineData("idle_in_transaction_session_timeout", "0", "above 0")]
    [InlineData("statement_timeout", "0", "above 0")]
    public async Task Names_the_setting_and_roles_sql_until_it_is_mended(string name, string value, string wanted)
    {
        await using var database = await TestDatabase.CreateAsync<Library.LibraryService>("library");
        var role = $"ALTER ROLE \"{database.Names.Runtime}\" IN DATABASE \"{database.Names.Name}\"";
        var quoted = value.Contains(',', StringComparison.Ordinal) ? value : $"'{value}'";
        await TestServer.ExecuteAsync($"{role} SET {name} = {quoted}");

        await using var service = await StartAsync(database.ConnectionString);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(service));
        Assert.Contains(service.Logs.Entries, entry => entry.Message.StartsWith(
            $"Not ready: {name} is '{value}' and must be {wanted}: run roles.sql", StringComparison.Ordinal));

        await TestServer.ExecuteAsync($"{role} RESET {name}");
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(service));
    }

    [Fact]
    public async Task A_time_zone_in_the_connection_string_is_not_taken_silently()
    {
        await using var database = await TestDatabase.CreateAsync<Library.LibraryService>("library");
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = "Europe/London" };

        await using var service = await StartAsync(given.ConnectionString);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(service));
        Assert.Contains(service.Logs.Entries,
            entry => entry.Message.Contains("set it neither in the connection string nor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_migration_does_not_begin_with_other_settings()
    {
        await using var database = await TestDatabase.CreateAsync<Library.LibraryService>("library");
        var owner = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString)
        {
            Timezone = "Europe/London", Pooling = false,
        };
        var migrator = new Migrator(typeof(Library.LibraryService).Assembly, NullLogger<Migrator>.Instance);

        var refusal = Assert.Throws<InvalidOperationException>(() => migrator.Migrate(owner.ConnectionString));

        Assert.StartsWith("TimeZone is 'Europe/London' and must be 'UTC': run roles.sql", refusal.Message,
            StringComparison.Ordinal);
    }

    static Task<TestService> StartAsync(string database) => TestService.StartAsync<Library.LibraryService>("library",
        new Dictionary<string, string?> { ["ConnectionStrings:Database"] = database });

    static async Task<HttpStatusCode> ReadyAsync(TestService service)
    {
        using var http = service.Http((string?)null);
        using var response = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
