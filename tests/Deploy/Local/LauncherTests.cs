using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Mastery.Local;
using Mastery.Postgres;

namespace Mastery.Deploy.Tests.Local;

/// <summary>The command as a process: how it starts, and that nothing outlives it however it ends.</summary>
public sealed class LauncherTests(SuiteFolder place) : IClassFixture<SuiteFolder>
{
    /// <summary>Within which all that a killed launcher started has ended.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    // Starts are what these tests cost, so that one leads to the next.
    [Fact]
    public async Task Names_the_part_that_died_stops_the_rest_and_begins_anew_when_it_is_told_to()
    {
        await using var first = await ReadyAsync();
        var before = await place.ProjectCreatedAsync();

        await Processes.SignalAsync("KILL", first.IdOf("MasteryServices.Participants"));

        Assert.Equal(1, await first.ExitAsync());
        Assert.Contains("participants was killed by signal 9", first.Output, StringComparison.Ordinal);
        await first.AllEndedAsync(TimeSpan.Zero);

        await using var second = await ReadyAsync("--fresh");

        Assert.NotEqual(before, await place.ProjectCreatedAsync());
    }

    [Theory]
    [InlineData("Starting PostgreSQL")]
    [InlineData("is up")]
    [InlineData("gateway is ready", "--demo")]
    public async Task Leaves_nothing_when_it_is_killed_while_it_starts(string step, params string[] arguments)
    {
        await using var launcher = LauncherProcess.Start(place.Folder, place.Ports, arguments);
        await launcher.WritesAsync(step);

        await launcher.SignalAsync("KILL");

        await launcher.ExitAsync();
        await launcher.AllEndedAsync(Limit);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("INT")]
    public async Task Leaves_nothing_when_it_is_told_to_stop_while_it_starts(string signal)
    {
        await using var launcher = LauncherProcess.Start(place.Folder, place.Ports);
        await launcher.WritesAsync("is up");

        await launcher.SignalAsync(signal);

        Assert.Equal(0, await launcher.ExitAsync());
        Assert.Contains("Stopped before it was ready", launcher.Output, StringComparison.Ordinal);
        await launcher.AllEndedAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Says_so_when_it_runs_already()
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "twice")).FullName;
        // As the first holds it while it runs.
        using var turn = new FileStream(
            Path.Combine(folder, "running"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        await using var second = LauncherProcess.Start(folder, Processes.FreePorts());

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains($"The suite is running already from {folder}", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_ports_are_in_use()
    {
        var ports = Processes.FreePorts();
        using var other = new TcpListener(IPAddress.Loopback, ports.Grpc);
        other.Start();

        await using var launcher = LauncherProcess.Start(Path.Combine(place.Folder, "ports"), ports);

        Assert.Equal(1, await launcher.ExitAsync());
        Assert.Contains($"In use already: port {ports.Grpc} (gRPC). ", launcher.Output, StringComparison.Ordinal);
        Assert.Contains("--port-base", launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_to_begin_anew_when_the_cluster_is_broken()
    {
        var folder = Path.Combine(place.Folder, "broken");
        var options = new ServerOptions { Folder = Path.Combine(folder, "postgres") };
        await using (await PostgresServer.StartPrivateAsync(
            options, new Progress<string>(), TestContext.Current.CancellationToken))
        {
        }
        File.Delete(Path.Combine(options.Folder, "data", "global", "pg_control"));

        await using var launcher = LauncherProcess.Start(folder, Processes.FreePorts());

        Assert.Equal(1, await launcher.ExitAsync());
        Assert.Contains("does not start", launcher.Output, StringComparison.Ordinal);
        Assert.Contains("--fresh", launcher.Output, StringComparison.Ordinal);
        await launcher.AllEndedAsync(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("--port-base", "80")]
    [InlineData("--port-base", "65530")]
    [InlineData("--port-base", "many")]
    [InlineData("--port-base", "8080.5")]
    [InlineData("--port-base", "99999999999")]
    [InlineData("--port-base")]
    [InlineData("--frehs")]
    public async Task Refuses_in_one_line_what_it_does_not_understand(params string[] arguments)
    {
        await using var launcher = LauncherProcess.Start(place.Folder, Processes.FreePorts(), arguments);

        Assert.Equal(1, await launcher.ExitAsync());
        Assert.Contains(arguments[0], launcher.Output, StringComparison.Ordinal);
        Assert.Single(launcher.Output.Trim().Split('\n'));
    }

    async Task<LauncherProcess> ReadyAsync(params string[] arguments)
    {
        var launcher = LauncherProcess.Start(place.Folder, place.Ports, arguments);
        await launcher.WritesAsync("The suite is ready");
        return launcher;
    }
}

/// <summary>Where one launcher after the other keeps what it keeps: only the first has to make a cluster.</summary>
public sealed class SuiteFolder : IDisposable
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"mastery-local-tests-{Guid.NewGuid():N}");

    public Ports Ports { get; } = Processes.FreePorts();

    // As root the cluster belongs to another user, who must be able to enter.
    public SuiteFolder() => Directory.CreateDirectory(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Asks the suite by the words of its welcome: a token, then a call. When the seeded project was made
    /// tells one database from another.</summary>
    public async Task<string> ProjectCreatedAsync()
    {
        using var http = new HttpClient { BaseAddress = new($"http://localhost:{Ports.Rest}") };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "local-hub", ["client_secret"] = "local-only",
        });
        using var answer = await http.PostAsync("/oauth2/token", form, TestContext.Current.CancellationToken);
        using var token = JsonDocument.Parse(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        http.DefaultRequestHeaders.Authorization = new(
            "Bearer", token.RootElement.GetProperty("access_token").GetString());
        using var project = JsonDocument.Parse(
            await http.GetStringAsync("/v1/projects/NCP24-14", TestContext.Current.CancellationToken));
        return project.RootElement.GetProperty("createTime").GetString()!;
    }
}
