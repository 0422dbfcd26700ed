using System.Diagnostics;
using System.Text.RegularExpressions;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Readmes;

/// <summary>Commands and links of the READMEs are about what there is. Those of the first README are run, by the tests
/// of the suite.</summary>
public sealed partial class CommandTests
{
    public static TheoryData<string> Readmes { get; } = [.. SourceTree.Readmes];

    [Theory]
    [MemberData(nameof(Readmes))]
    public async Task A_command_block_is_a_shell_script(string readme)
    {
        foreach (var block in Blocks(readme))
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-n", "-c", block])
            {
                RedirectStandardError = true,
            })!;
            Assert.Equal("", await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_command_names_a_project_and_options_that_it_has(string readme)
    {
        foreach (Match command in DotnetRun().Matches(SourceTree.Read(readme)))
        {
            var project = command.Groups["project"].Value;
            Assert.Single(Directory.GetFiles(Path.Combine(Programs.Checkout, project), "*.csproj"));
            var source = string.Concat(SourceTree.Files(project).Select(File.ReadAllText));
            Assert.All(Option().Matches(command.Groups["arguments"].Value),
                option => Assert.Contains($"\"{option.Value}\"", source, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_link_leads_somewhere(string readme)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Programs.Checkout, readme))!;

        var links = Link().Matches(SourceTree.Read(readme)).Select(link => link.Groups[1].Value);

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    [Fact]
    public void A_test_that_the_page_on_security_names_is_there()
    {
        var tests = Test().Matches(SourceTree.Read("deploy/security.md"));

        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.Contains($"class {test.Groups["name"].Value}",
            SourceTree.Read(test.Groups["path"].Value), StringComparison.Ordinal));
    }

    static IEnumerable<string> Blocks(string readme) =>
        ShellBlock().Matches(SourceTree.Read(readme)).Select(block => block.Groups[1].Value);

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"dotnet run (-c Release )?--project (?<project>[\w/]+)( -- (?<arguments>[^#`\n]*))?")]
    private static partial Regex DotnetRun();

    // What every program has is left out.
    [GeneratedRegex("(?<= |^)--(?!help)[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"\[(?<name>\w+)\]\(\.\./(?<path>[^)]+\.cs)\)")]
    private static partial Regex Test();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
