using Mastery.Local;

namespace Mastery.Deploy.Tests.Local;

/// <summary>The launcher runs the programs and keeps the data of the checkout that it stands in, not of the one that it
/// was built in.</summary>
public sealed class CheckoutTests : IDisposable
{
    const string Launcher = "deploy/Local";

    readonly string _parent = Directory.CreateTempSubdirectory("mastery-checkout-tests-").FullName;

    // A shell reads such a name otherwise, unless it is quoted everywhere.
    readonly string _copy;

    public CheckoutTests()
    {
        _copy = Path.Combine(_parent, OperatingSystem.IsWindows() ? "é it's" : "é it's $HOME `id` \"a\" \\t ; &");
        // As root, PostgreSQL runs as another user, who must be able to pass through.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _parent, File.GetUnixFileMode(_parent) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        CopyProgram(Launcher);
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task A_copy_of_a_built_checkout_runs_its_own_programs_on_its_own_data()
    {
        CopyFile(Programs.Solution);
        foreach (var service in Programs.Services)
        {
            CopyFile($"{service.Project}/Program.cs");
            CopyProgram(service.Project);
            Directory.CreateDirectory(Path.Combine(_copy, service.Project, "Migrations"));
        }

        CopyProgram("gateway");
        CopyProgram("clients/Cli");

        await using var launcher = LauncherProcess.StartCopy(CopyOf(Programs.Of(Launcher)), Processes.FreePorts());
        await launcher.WritesAsync("The suite is ready");

        var started = launcher.Started();
        Assert.Equal(Programs.Services.Count + 1, started.Count);
        Assert.All(started, program => Assert.StartsWith(_copy, program.Path, StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(_copy, ".local", "logs")));
    }

    [Fact]
    public async Task A_launcher_outside_of_a_checkout_says_where_to_run_it()
    {
        await using var launcher = LauncherProcess.StartCopy(CopyOf(Programs.Of(Launcher)), Processes.FreePorts());

        Assert.Equal(1, await launcher.ExitAsync());
        Assert.Contains("is in no checkout of MasteryServices", launcher.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project deploy/Local", launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_that_was_not_built_says_what_to_run()
    {
        CopyFile(Programs.Solution);
        CopyFile("services/Access/Program.cs");

        await using var launcher = LauncherProcess.StartCopy(CopyOf(Programs.Of(Launcher)), Processes.FreePorts());

        Assert.Equal(1, await launcher.ExitAsync());
        Assert.StartsWith(_copy, launcher.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet build", launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkout_is_the_nearest_folder_above_with_the_solution()
    {
        CopyFile(Programs.Solution);

        Assert.Equal(_copy, Programs.CheckoutOf(Path.Combine(_copy, "deploy", "Local", "bin") + "/"));
    }

    string CopyOf(string path) => Path.Combine(_copy, Path.GetRelativePath(Programs.Checkout, path));

    void CopyProgram(string project)
    {
        var output = Path.GetDirectoryName(Programs.Of(project))!;
        foreach (var file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
        {
            CopyFile(Path.GetRelativePath(Programs.Checkout, file));
        }
    }

    void CopyFile(string path)
    {
        var copy = Path.Combine(_copy, path);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(Programs.Checkout, path), copy);
    }
}
