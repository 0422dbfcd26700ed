using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Mastery.Testing;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>A program whose settings would make it run unsafely, or not at all, says which and ends. Each test runs a
/// process of its own.</summary>
public sealed class StartupTests : IAsyncLifetime
{
    static readonly string[] Verbs =
        ["run", "migrate", "list-erasures", "repeat-erasures", "verify-changes", "compare-changes"];

    TestDatabase _database = null!;

    public async ValueTask InitializeAsync() =>
        _database = await TestDatabase.CreateAsync<Library.LibraryService>("library");

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("ConnectionStrings:Database", null, "ConnectionStrings:Database is not set")]
    [InlineData("ConnectionStrings:Database", "no connection string", "ConnectionStrings:Database is no connection")]
    [InlineData("ConnectionStrings:Database", "Username=x", "ConnectionStrings:Database names no Host")]
    [InlineData("Auth:Issuers:0:Issuer", null, "Auth:Issuers:0:Issuer is not set")]
    [InlineData("Auth:Issuers:0:Issuer", "http://issuer.test/", "Auth:Issuers:0:Issuer is 'http://issuer.test/'")]
    [InlineData("Auth:Issuers:0:Issuer", "issuer.test", "Auth:Issuers:0:Issuer is 'issuer.test'")]
    [InlineData("Auth:Issuers:1:Issuer", "http://other.test/", "Auth:Issuers:1:Issuer is 'http://other.test/'")]
    [InlineData("Auth:Issuers:1:JwksUri", "http://other.test/jwks", "Auth:Issuers:1:JwksUri is 'http://other.test/jw")]
    [InlineData("Auth:Issuers:0:Issuer", "https://localhost/", "Auth:Issuers:0:Issuer is 'https://localhost/': it")]
    [InlineData("Auth:Issuers:1:Issuer", "https://127.0.0.1/", "Auth:Issuers:1:Issuer is 'https://127.0.0.1/'")]
    [InlineData("Auth:Issuers:1:Issuer", "https://a.localhost/", "Auth:Issuers:1:Issuer is 'https://a.localhost/'")]
    [InlineData("ServiceIdentity:ClientSecret", "local-only", "ServiceIdentity:ClientSecret is that of the local")]
    [InlineData("Reflection:Enabled", "true", "Reflection:Enabled is true")]
    [InlineData("Auth:RevocationsUri", null, "Neither Auth:RevocationsUri nor Services:access is set")]
    [InlineData("Auth:RevocationsUri", "access:8080", "Auth:RevocationsUri is 'access:8080'")]
    [InlineData("ServiceIdentity:TokenUri", "http://192.0.2.1/oauth2/token", "ServiceIdentity:TokenUri is 'http://192")]
    [InlineData("Drain:Wait", "soon", "'soon' at 'Drain:Wait'")]
    [InlineData("Drain:Wait", "-00:00:01", "Drain:Wait and Drain:Finish must not be negative")]
    [InlineData("Streams:MaxBytes", "0", "The settings of Streams must be above zero")]
    public async Task Names_the_setting_and_ends(string setting, string? value, string problem)
    {
        var settings = await SettingsAsync();
        settings[setting] = value;

        var (code, error) = await RunAsync(settings);

        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.All(error.Trim().Split('\n'), line => Assert.StartsWith(
            "MasteryServices.Library.Tests does not start: ", line, StringComparison.Ordinal));
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("SUPERUSER", "a superuser")]
    [InlineData("BYPASSRLS", "a role with BYPASSRLS")]
    [InlineData("IN ROLE owner", "an owner of tables")]
    public async Task Ends_when_its_role_could_see_past_row_level_security(string attribute, string role)
    {
        var name = $"{TestServer.Prefix}role_{Guid.NewGuid():N}";
        var given = attribute.Replace("owner", $"\"{_database.Names.Owner}\"", StringComparison.Ordinal);
        await AdministerAsync($"CREATE ROLE {name} LOGIN PASSWORD 'secret' {given}");
        await AdministerAsync($"GRANT CONNECT ON DATABASE \"{_database.Names.Name}\" TO {name}");
        var settings = await SettingsAsync();
        settings["ConnectionStrings:Database"] = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Username = name,
            Password = "secret",
        }.ConnectionString;
        try
        {
            var (code, error) = await RunAsync(settings);

            Assert.Contains(
                $"Tests ends: ConnectionStrings:Database connects as {name}, {role}", error, StringComparison.Ordinal);
            Assert.Equal(1, code);
        }
        finally
        {
            await AdministerAsync($"REVOKE ALL ON DATABASE \"{_database.Names.Name}\" FROM {name}; DROP ROLE {name}");
        }
    }

    [Fact]
    public async Task Ends_when_its_role_owns_the_tables()
    {
        var settings = await SettingsAsync();
        settings["ConnectionStrings:Database"] = _database.OwnerConnectionString;

        var (code, error) = await RunAsync(settings);

        Assert.True(error.Contains("an owner of tables", StringComparison.Ordinal), error);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Ends_when_another_program_has_its_address()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = await SettingsAsync();
        settings["urls"] = $"http://{other.LocalEndpoint}";

        var (code, error, log) = await RunToEndAsync(settings);

        Assert.Equal(
            $"MasteryServices.Library.Tests does not start: Failed to bind to address http://{other.LocalEndpoint}: "
                + "address already in use: stop what listens there, or set another address in ASPNETCORE_URLS",
            error.Trim());
        Assert.DoesNotContain("BackgroundService", log, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Goes_on_without_a_database_and_is_not_ready()
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library",
            new Dictionary<string, string?> { ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Username=x" });
        using var http = service.Http((string?)null);

        using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var live = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Prints_help(string argument)
    {
        var (code, output) = await RunAsync([], argument);

        Assert.Equal(0, code);
        Assert.StartsWith("Usage: MasteryServices.Library.Tests", output, StringComparison.Ordinal);
        Assert.All(
            Verbs,
            verb => Assert.Contains($"\n  {verb} ", output, StringComparison.Ordinal));
    }

    async Task AdministerAsync(string sql)
    {
        await using var administrator = await _database.OpenAsync(DatabaseRole.Administrator);
        await using var command = new NpgsqlCommand(sql, administrator);
        await command.ExecuteNonQueryAsync();
    }

    async Task<Dictionary<string, string?>> SettingsAsync() => new(await TestIssuer.SettingsAsync())
    {
        ["ConnectionStrings:Database"] = _database.ConnectionString,
        ["urls"] = "http://127.0.0.1:0",
    };

    /// <summary>Runs the program in Production, without what the test's own environment sets.</summary>
    /// <returns>Its exit code and what it wrote to standard error, or, if nothing, to standard output.</returns>
    static async Task<(int Code, string Error)> RunAsync(
        Dictionary<string, string?> settings, params string[] arguments)
    {
        var (code, error, output) = await RunToEndAsync(settings, arguments);
        return (code, error.Length > 0 ? error : output);
    }

    static async Task<(int Code, string Error, string Output)> RunToEndAsync(
        Dictionary<string, string?> settings, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            typeof(Library.LibraryService).Assembly.Location, .. arguments,
            .. settings.Where(setting => setting.Value is not null)
                .Select(setting => $"--{setting.Key}={setting.Value}"),
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error, await output);
    }
}
