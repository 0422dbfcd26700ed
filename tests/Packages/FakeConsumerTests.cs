using System.Text.RegularExpressions;
using Mastery.Local;

namespace Mastery.Packages.Tests;

/// <summary>The program of the fake's README, all of its C# together, in a project that knows the packages only.
/// </summary>
public sealed partial class FakeConsumerTests(PackedPackages packages)
{
    [Fact]
    public async Task Runs_against_the_fake()
    {
        await packages.ReadyAsync();
        var folder = packages.NewFolder("fake-consumer");
        var readme = await File.ReadAllTextAsync(Path.Combine(Programs.Checkout, "clients", "Fakes", "README.md"));
        var lines = Sample().Matches(readme).SelectMany(block => block.Groups[1].Value.Split('\n')).ToList();
        Assert.Contains(lines, line => line.Contains("suite.Delay", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "Program.cs"), lines.OrderBy(line => !Directive().IsMatch(line)));
        await File.WriteAllTextAsync(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MasteryServices.Fakes" Version="{packages.Version}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.*" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{packages.Packages}" /></packageSources>
            </configuration>
            """);

        await Command.RunAsync("dotnet", ["build", "--output", "built"], folder);
        var output = await Command.RunAsync(Path.Combine(folder, "built", "Consumer"), []);

        Assert.Equal("Quill after 4 calls", output.Trim());
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Directive();
}
