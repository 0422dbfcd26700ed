using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Mastery.Testing;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>A service runs as a process whose shell has set variables for other programs: it stores text as it came,
/// and calls this machine without a proxy.</summary>
public sealed partial class InheritedEnvironmentTests
{
    [Theory]
    [InlineData("PGCLIENTENCODING=LATIN1")]
    [InlineData("PGTZ=Asia/Tokyo", "PGOPTIONS=-c search_path=pg_catalog -c statement_timeout=0")]
    [InlineData("PGUSER=nobody", "PGPASSWORD=wrong", "PGPASSFILE=/nowhere", "PGAPPNAME=psql")]
    [InlineData("PGSSLCERT=/nowhere", "PGSSLROOTCERT=/nowhere", "PGTARGETSESSIONATTRS=standby")]
    [InlineData("PGSSLNEGOTIATION=direct", "PGGSSENCMODE=require", "PGREQUIREAUTH=gss")]
    [InlineData("http_proxy=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1", "all_proxy=http://127.0.0.1:1")]
    [InlineData("HTTP_PROXY=no address", "ALL_PROXY=socks5://127.0.0.1:1")]
    public async Task Changes_nothing(params string[] variables)
    {
        await using var database = await TestDatabase.CreateAsync<Library.LibraryService>("library");
        using var process = await StartAsync(database, variables);
        try
        {
            using var http = await ListeningAsync(process);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(
                "/health/ready", TestContext.Current.CancellationToken)).StatusCode);
            var hub = LibraryFixture.NewHub();
            http.DefaultRequestHeaders.Authorization = new("Bearer", TestIssuer.Sign(LibraryFixture.Token(hub)));

            using var created = await http.PostAsJsonAsync($"/v1/hubs/{hub}/shelves", new { displayName = "Café" },
                TestContext.Current.CancellationToken);

            Assert.True(created.IsSuccessStatusCode,
                await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal("Café", await StoredAsync(database));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Is_told_of_in_one_line_that_is_not_in_the_result()
    {
        await using var database = await TestDatabase.CreateAsync<Library.LibraryService>("library");
        using var process = await StartAsync(database, ["PGTZ=Asia/Tokyo", "PGCLIENTENCODING=LATIN1"], "list-erasures");

        var (result, told) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

        Assert.DoesNotContain("PGTZ", await result, StringComparison.Ordinal);
        Assert.Equal("Ignored environment variables: PGCLIENTENCODING, PGTZ. "
            + "Only ConnectionStrings:… say how to connect.", (await told).Trim());
    }

    static async Task<Process> StartAsync(TestDatabase database, string[] variables, string verb = "run")
    {
        var settings = await TestIssuer.SettingsAsync();
        settings["ConnectionStrings:Database"] =
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { ClientEncoding = null }.ConnectionString;
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(Library.LibraryService).Assembly.Location, verb, "--urls=http://127.0.0.1:0",
            "--environment=Development", .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var variable in variables.Select(variable => variable.Split('=', 2)))
        {
            start.Environment[variable[0]] = variable[1];
        }

        return Process.Start(start)!;
    }

    static async Task<HttpClient> ListeningAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                return new HttpClient(new SocketsHttpHandler { UseProxy = false })
                {
                    BaseAddress = new(found.Value),
                    DefaultRequestVersion = HttpVersion.Version20,
                    DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    static async Task<string?> StoredAsync(TestDatabase database)
    {
        await using var admin = await database.OpenAsync(DatabaseRole.Administrator);
        await using var command = new NpgsqlCommand("SELECT display_name FROM shelf", admin);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(?<=Now listening on: )http\S+")]
    private static partial Regex Listening();
}
