using System.Diagnostics;
using System.Net;
using Mastery.Testing;

namespace Mastery.Access.Tests;

/// <summary>The verb <c>bootstrap</c>, on a database of its own.</summary>
public sealed class BootstrapTests(AccessFixture access) : IAsyncLifetime
{
    TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await access.Service.Database.AnotherAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Makes_a_client_that_may_do_everything_and_prints_its_secret()
    {
        var (code, text) = await RunAsync();
        await using var service = await TestService.StartAsync<ApiClient>("access",
            new Dictionary<string, string?>(access.TokenSettings)
            {
                ["ConnectionStrings:Database"] = _database.ConnectionString,
            });

        using var answer = await access.AskAsync("first-operator", text.Split("client_secret=")[1].Trim(), at: service);

        Assert.Equal((0, HttpStatusCode.OK), (code, answer.StatusCode));
    }

    [Fact]
    public async Task Refuses_where_a_client_is_active_unless_told_otherwise()
    {
        Assert.Equal(0, (await RunAsync()).Code);

        var (code, text) = await RunAsync("--Bootstrap:ClientId=second-operator");
        var (again, _) = await RunAsync("--Bootstrap:ClientId=second-operator", "--Bootstrap:Again=true");

        Assert.Equal((1, 0), (code, again));
        Assert.Contains("bootstrap made no client", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_a_line_that_the_database_is_away()
    {
        var (code, text) = await RunAsync("--ConnectionStrings:Database=Host=127.0.0.1;Port=1;Username=x");

        Assert.Equal((1, 1), (code, text.Trim().Split('\n').Length));
    }

    async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            typeof(ApiClient).Assembly.Location, "bootstrap", "--Services:participants=http://127.0.0.1:1",
            $"--ConnectionStrings:Database={_database.ConnectionString}", .. arguments,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error + await output);
    }
}
