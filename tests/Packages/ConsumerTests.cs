using System.Text.RegularExpressions;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Packages.Tests;

/// <summary>A stranger's program: the one of the contracts' README, in a project that knows the package only. Warnings,
/// also those of the trimmer about anything in the package, are errors.</summary>
public sealed partial class ConsumerTests(RunningSuite suite, PackedPackages packages)
{
    const string Trimmed = "PublishTrimmed";

    [Theory]
    [InlineData("net8.0", "SelfContained")]
    [InlineData("net10.0", Trimmed)]
    public async Task Calls_the_suite(string framework, string publish) => await PublishAndRunAsync(framework, publish);

    // A minute of work, and a linker for native code (clang or gcc): run it with `-explicit on`.
    [Fact(Explicit = true)]
    public async Task Calls_the_suite_compiled_ahead_of_time() => await PublishAndRunAsync("net10.0", "PublishAot");

    async Task PublishAndRunAsync(string framework, string publish)
    {
        await packages.ReadyAsync();
        var folder = packages.NewFolder($"{framework}-{publish}");
        await WriteProjectAsync(folder, framework, publish);

        await Command.RunAsync("dotnet", ["publish", "--use-current-runtime", "--output", "published"], folder);
        var output = await Command.RunAsync(Path.Combine(folder, "published", "Consumer"), []);

        Assert.Equal("Developing fluency with multiplicative reasoning in Key Stage 3: Mathematics", Line(output, 0));
        Assert.Matches("^[0-9]+ departments$", Line(output, 1));
        Assert.Equal("NotFound RESOURCE_NOT_FOUND", Line(output, 2));
    }

    async Task WriteProjectAsync(string folder, string framework, string publish)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Programs.Checkout, "protos", "Clients", "README.md"), cancellation);
        var program = Sample().Match(readme).Groups[1].Value
            .Replace("localhost:8081", suite.Grpc.Authority, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <SelfContained>true</SelfContained>
                <{publish}>true</{publish}>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <CheckEolTargetFramework>false</CheckEolTargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MasteryServices.Contracts" Version="{packages.Version}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.*" />
                <TrimmerRootAssembly Include="MasteryServices.Contracts" />
              </ItemGroup>
            </Project>
            """, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{packages.Packages}" /></packageSources>
            </configuration>
            """, cancellation);
    }

    static string Line(string output, int number) => output.Split('\n')[number].Trim();

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
