using Mastery.Suite.Tests.Running;

namespace Mastery.Packages.Tests;

/// <summary>The tool as its package installs it.</summary>
public sealed class ToolTests(RunningSuite suite, PackedPackages packages)
{
    [Fact]
    public async Task Installs_and_calls_the_suite()
    {
        await packages.ReadyAsync();
        var folder = packages.NewFolder("tool");

        await Command.RunAsync("dotnet", ["tool", "install", "MasteryServices.Cli", "--tool-path", folder,
            "--version", packages.Version, "--add-source", packages.Packages]);
        var output = await Command.RunAsync(
            Path.Combine(folder, "mastery"), ["journey", "--address", suite.Grpc.ToString()]);

        Assert.Contains("agreed", output, StringComparison.OrdinalIgnoreCase);
    }
}
