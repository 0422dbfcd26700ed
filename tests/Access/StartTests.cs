using System.Diagnostics;

namespace Mastery.Access.Tests;

/// <summary>The program started with settings, or a verb, that it must refuse. Each test runs a process of its
/// own.</summary>
public sealed class StartTests(AccessFixture access)
{
    [Theory]
    [InlineData("Access:Issuer", null, "Access:Issuer is not set")]
    [InlineData("Access:Issuer", "http://suite.test/", "Access:Issuer is 'http://suite.test/': it must be https")]
    [InlineData("Access:Issuer", "https://localhost/", "Access:Issuer is 'https://localhost/': it names this machine")]
    [InlineData("Access:SigningKeys:0", "/no/such/file.pem", "Access:SigningKeys:0 is '/no/such/file.pem'")]
    [InlineData("RateLimits:TokenFailures:Window", "00:00:00", "RateLimits:TokenFailures:Window must be above zero")]
    [InlineData("PeopleIssuers:0:Audience", null, "PeopleIssuers:0:Audience is not set")]
    [InlineData("Auth:Issuers:1:Issuer", "https://id.test/realms/hubs/",
        "PeopleIssuers:0:Address is 'https://id.test/realms/hubs', whose tokens are believed for their own scopes")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "ten", "ForwardedHeaders:KnownNetworks has 'ten'")]
    public async Task Names_the_setting_and_ends(string setting, string? value, string problem)
    {
        var settings = new Dictionary<string, string?>(access.TokenSettings)
        {
            ["ConnectionStrings:Database"] = access.Service.Database.ConnectionString,
            ["Auth:Issuers:0:Issuer"] = "https://suite.test/",
            ["urls"] = "http://127.0.0.1:0",
            ["PeopleIssuers:0:Address"] = "https://id.test/realms/hubs",
            ["PeopleIssuers:1:Address"] = "https://id.test/realms/others",
            [setting] = value,
        };

        var (code, text) = await RunAsync("run", settings);

        Assert.True(text.Contains(problem, StringComparison.Ordinal), text);
        Assert.Equal((1, 1), (code, text.Trim().Split('\n').Length));
    }

    [Fact]
    public async Task Makes_no_local_clients_in_production()
    {
        var (code, text) = await RunAsync("seed-local", new()
        {
            ["ConnectionStrings:Owner"] = access.Service.Database.OwnerConnectionString,
        });

        Assert.Equal(1, code);
        Assert.Contains("it refuses in Production", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_help_with_its_own_verbs()
    {
        var (code, text) = await RunAsync("--help", []);

        Assert.Equal(0, code);
        Assert.Contains("seed-local", text, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Text)> RunAsync(string verb, Dictionary<string, string?> settings)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            typeof(ApiClient).Assembly.Location, verb,
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
        return (process.ExitCode, await error is { Length: > 0 } text ? text : await output);
    }
}
