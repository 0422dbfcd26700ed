using Mastery.Local;

namespace Mastery.Deploy.Tests.Local;

public sealed class ChildTests : IDisposable
{
    // What hangs ends a test here, and not what is slow: the start of a program beside all other tests takes its time.
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    static readonly Dictionary<string, string> Nothing = [];

    readonly string _logs = Directory.CreateTempSubdirectory("mastery-child-tests-").FullName;

    public void Dispose() => Directory.Delete(_logs, recursive: true);

    [Fact]
    public async Task Tells_its_process_id_and_keeps_its_output()
    {
        await using var child = await StartAsync("--version");

        await child.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(0, child.ExitCode);
        Assert.Equal("ended with exit code 0", child.End);
        Assert.Contains("0.1.0", child.LogTail(), StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_logs, "child.log"), child.Log);
    }

    [Fact]
    public async Task Keeps_the_log_of_the_run_before()
    {
        await using (var first = await StartAsync("--version"))
        {
            await first.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }

        await using var second = await StartAsync("--no-such-option");
        await second.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("--no-such-option", second.LogTail(lines: 100), StringComparison.Ordinal);
        Assert.Contains(
            "0.1.0",
            await File.ReadAllTextAsync($"{second.Log}.1", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_no_more_than_its_last_lines()
    {
        await using var child = await StartAsync("--help");
        await child.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);

        var lines = child.LogTail(lines: 2).Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.All(lines, Assert.NotEmpty);
    }

    [Fact]
    public async Task Says_what_it_failed_at_and_not_where_a_stack_ended()
    {
        await using var child = await StartServiceAsync(
            new()
            {
                ["urls"] = "http://192.0.2.1:80",
                ["DOTNET_ENVIRONMENT"] = "Local",
                ["ConnectionStrings__Database"] = "Host=127.0.0.1;Port=1;Username=mastery_focus_catalogue",
                ["Auth__Issuers__0__Issuer"] = "http://localhost:8080",
                ["Auth__Issuers__0__JwksUri"] = "http://localhost:8080/.well-known/jwks.json",
            },
            []);

        await child.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Contains("SocketException", child.LogTail(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", child.LogTail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_its_settings_from_where_its_program_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc.");
        await using var child = await StartServiceAsync();

        Assert.Equal(
            Path.GetDirectoryName(Programs.Of("services/FocusCatalogue")),
            new FileInfo($"/proc/{child.Id}/cwd").LinkTarget);
    }

    [Fact]
    public async Task Says_by_which_signal_it_was_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using var child = await StartServiceAsync();

        await Processes.SignalAsync("KILL", child.Id);
        await child.Exited.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal("was killed by signal 9", child.End);
    }

    [Fact]
    public async Task Ends_before_it_is_disposed_of()
    {
        var child = await StartServiceAsync();
        Assert.True(Processes.IsRunning(child.Id));

        await child.DisposeAsync();

        Assert.False(Processes.IsRunning(child.Id));
    }

    [Fact]
    public async Task Gives_what_is_secret_by_the_environment_only()
    {
        var secret = Guid.NewGuid().ToString();
        await using var child = await StartServiceAsync(new() { ["ConnectionStrings__Database"] = secret });

        Assert.DoesNotContain(
            Processes.Running(),
            other => other.Arguments.Any(argument => argument.Contains(secret, StringComparison.Ordinal)));
    }

    Task<Child> StartAsync(params string[] arguments) =>
        Child.StartAsync("child", Programs.Of("deploy/Local"), arguments, Nothing, _logs);

    // Waits for calls that never come.
    Task<Child> StartServiceAsync(Dictionary<string, string>? environment = null, string[]? arguments = null) =>
        Child.StartAsync(
        "service",
        Programs.Of("services/FocusCatalogue"),
        arguments ?? ["--urls=http://127.0.0.1:0"],
        environment ?? Nothing,
        _logs);
}
