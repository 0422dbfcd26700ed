using Mastery.Suite.Tests.Running;

namespace Mastery.Packages.Tests;

/// <summary>The program of the contracts' README. Warnings of the trimmer about anything in the package are errors too.
/// </summary>
public sealed class ConsumerTests(RunningSuite suite, PackedPackages packages)
{
    [Theory]
    [InlineData("net8.0", "SelfContained")]
    [InlineData("net10.0", "PublishTrimmed")]
    public async Task Calls_the_suite(string framework, string publish) => await PublishAndRunAsync(framework, publish);

    // A minute of work, and a linker for native code (clang or gcc): run it with `-explicit on`.
    [Fact(Explicit = true)]
    public async Task Calls_the_suite_compiled_ahead_of_time() => await PublishAndRunAsync("net10.0", "PublishAot");

    async Task PublishAndRunAsync(string framework, string publish)
    {
        var program = (await ConsumerProject.SamplesAsync("protos/Clients/README.md"))[0]
            .Replace("localhost:8081", suite.Grpc.Authority, StringComparison.Ordinal);
        var folder = await ConsumerProject.WriteAsync(
            packages, $"{framework}-{publish}", "MasteryServices.Contracts", program, framework,
            $"""
            <SelfContained>true</SelfContained>
            <{publish}>true</{publish}>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <CheckEolTargetFramework>false</CheckEolTargetFramework>
            """,
            """<TrimmerRootAssembly Include="MasteryServices.Contracts" />""");

        await Command.RunAsync("dotnet", ["publish", "--use-current-runtime", "--output", "published"], folder);
        var output = await Command.RunAsync(Path.Combine(folder, "published", "Consumer"), []);

        Assert.Equal("Developing fluency with multiplicative reasoning in Key Stage 3: Mathematics", Line(output, 0));
        Assert.Matches("^[0-9]+ departments$", Line(output, 1));
        Assert.Equal("NotFound RESOURCE_NOT_FOUND", Line(output, 2));
    }

    static string Line(string output, int number) => output.Split('\n')[number].Trim();
}
