using System.Text.RegularExpressions;

namespace Mastery.Packages.Tests;

/// <summary>The program of the fake's README, all of its C# together.</summary>
public sealed partial class FakeConsumerTests(PackedPackages packages)
{
    [Fact]
    public async Task Runs_against_the_fake()
    {
        var lines = (await ConsumerProject.SamplesAsync("clients/Fakes/README.md"))
            .SelectMany(sample => sample.Split('\n')).ToList();
        Assert.Contains(lines, line => line.Contains("suite.Delay", StringComparison.Ordinal));
        var folder = await ConsumerProject.WriteAsync(packages, "fake-consumer", "MasteryServices.Fakes",
            string.Join('\n', lines.OrderBy(line => !Directive().IsMatch(line))));

        await Command.RunAsync("dotnet", ["build", "--output", "built"], folder);
        var output = await Command.RunAsync(Path.Combine(folder, "built", "Consumer"), []);

        Assert.Equal("Quill after 4 calls", output.Trim());
    }

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Directive();
}
