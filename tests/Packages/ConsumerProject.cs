using System.Text.RegularExpressions;
using Mastery.Local;

namespace Mastery.Packages.Tests;

/// <summary>A stranger's program: the C# of a README, in a project that knows a package only. Warnings are
/// errors.</summary>
static partial class ConsumerProject
{
    /// <summary>The C# blocks of a README.</summary>
    /// <param name="path">Its path in the repository.</param>
    public static async Task<IReadOnlyList<string>> SamplesAsync(string path)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Programs.Checkout, path));
        return [.. Sample().Matches(readme).Select(block => block.Groups[1].Value)];
    }

    /// <summary>Writes the project <c>Consumer</c>.</summary>
    /// <param name="packages">Where the package comes from.</param>
    /// <param name="name">The name of the folder.</param>
    /// <param name="package">The package that it refers to.</param>
    /// <param name="program">The program.</param>
    /// <param name="framework">The target framework.</param>
    /// <param name="properties">More properties, as XML.</param>
    /// <param name="items">More items, as XML.</param>
    /// <returns>The folder.</returns>
    public static async Task<string> WriteAsync(PackedPackages packages, string name, string package, string program,
        string framework = "net10.0", string properties = "", string items = "")
    {
        await packages.ReadyAsync();
        var folder = packages.NewFolder(name);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        await File.WriteAllTextAsync(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Version}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.*" />
                {items}
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{packages.Packages}" /></packageSources>
            </configuration>
            """);
        return folder;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
