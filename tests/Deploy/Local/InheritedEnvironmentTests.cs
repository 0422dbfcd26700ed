using Npgsql;

namespace Mastery.Deploy.Tests.Local;

/// <summary>The suite starts, fills a hub and stores text as it came, whatever the shell has set for other programs,
/// and goes on with it.</summary>
public sealed class InheritedEnvironmentTests(SuiteFolder place) : IClassFixture<SuiteFolder>
{
    const string Nobody = "http://127.0.0.1:1";

    static readonly Dictionary<string, string> Environment = new()
    {
        ["PGCLIENTENCODING"] = "LATIN1", ["PGTZ"] = "Asia/Tokyo", ["PGOPTIONS"] = "-c search_path=pg_catalog",
        ["PGHOST"] = "db.invalid", ["PGPORT"] = "1", ["PGUSER"] = "nobody", ["PGPASSWORD"] = "wrong",
        ["PGDATABASE"] = "none", ["PGDATA"] = "/nowhere", ["PGSSLMODE"] = "require", ["PGSSLROOTCERT"] = "/nowhere",
        ["http_proxy"] = Nobody, ["https_proxy"] = Nobody, ["all_proxy"] = Nobody, ["HTTP_PROXY"] = Nobody,
        ["HTTPS_PROXY"] = Nobody, ["ALL_PROXY"] = Nobody, ["LC_ALL"] = "C", ["TZ"] = "Asia/Tokyo",
    };

    [Fact]
    public async Task Starts_and_fills_a_hub_as_if_nothing_were_set_and_goes_on_where_it_stopped()
    {
        await using var first = LauncherProcess.StartWith(Environment, place.Folder, place.Ports, "--demo");
        await first.WritesAsync("The suite is ready");

        Assert.Contains(
            "Ignored environment variables: PGCLIENTENCODING, PGDATA,", first.Output, StringComparison.Ordinal);
        Assert.Contains("2 Work Groups have started", first.Output, StringComparison.Ordinal);
        Assert.Equal(
            "Secondary Teaching for Mastery – Development (NCETM)", await TitleAsync(), StringComparer.Ordinal);
        var created = await place.ProjectCreatedAsync();
        await first.SignalAsync("TERM");
        Assert.Equal(0, await first.ExitAsync());
        await first.AllEndedAsync(TimeSpan.Zero);

        await using var second = LauncherProcess.Start(place.Folder, place.Ports, "--demo");
        await second.WritesAsync("The suite is ready");

        Assert.Contains("The demonstration year is already in hubs/yorkshire-and-the-humber", second.Output,
            StringComparison.Ordinal);
        Assert.Equal(created, await place.ProjectCreatedAsync());
        await second.SignalAsync("KILL");
        await second.ExitAsync();
        await second.AllEndedAsync(LauncherTests.Limit);
    }

    /// <summary>A text of the catalogue with a character beyond ASCII, as the server has it.</summary>
    async Task<string?> TitleAsync()
    {
        var password = Path.Combine(place.Folder, "postgres", "password");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = place.Ports.Postgres, Username = "postgres", Database = "focus_catalogue",
            Password = await File.ReadAllTextAsync(password, TestContext.Current.CancellationToken),
            ClientEncoding = "UTF8",
        }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT resource ->> 'title' FROM focus, jsonb_array_elements(resources) AS resource
            WHERE resource ->> 'title' LIKE '%Development (NCETM)'
            """, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
