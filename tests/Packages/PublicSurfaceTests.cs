using System.Text.Json;

namespace Mastery.Packages.Tests;

/// <summary>What a package shows to others changes only together with its list.</summary>
public sealed class PublicSurfaceTests(PackedPackages packages)
{
    [Theory]
    [InlineData("protos", "Contracts.csproj")]
    [InlineData("clients/Mis", "Mis.csproj")]
    [InlineData("clients/Fakes", "Fakes.csproj")]
    public async Task Is_compared_with_its_list_by_every_build(string folder, string project)
    {
        await packages.ReadyAsync();

        var answer = await Command.RunAsync("dotnet",
            ["msbuild", project, "-p:TargetFramework=net10.0", "-getItem:AdditionalFiles", "-getItem:PackageReference",
                "-getProperty:TreatWarningsAsErrors", "-getProperty:NoWarn", "-getProperty:WarningsNotAsErrors"],
            Path.Combine(packages.Sources, folder));

        using var evaluated = JsonDocument.Parse(answer);
        var properties = evaluated.RootElement.GetProperty("Properties");
        Assert.Equal("true", properties.GetProperty("TreatWarningsAsErrors").GetString());
        Assert.DoesNotContain("RS0016", properties.GetProperty("NoWarn").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "RS0016", properties.GetProperty("WarningsNotAsErrors").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"],
            Items(evaluated, "AdditionalFiles").Where(file => file.StartsWith("PublicAPI", StringComparison.Ordinal)));
        Assert.Contains("Microsoft.CodeAnalysis.PublicApiAnalyzers", Items(evaluated, "PackageReference"));
    }

    [Fact]
    public async Task A_new_public_type_is_refused_until_it_is_listed()
    {
        var (code, output) = await BuildAsync(listed: false);

        Assert.NotEqual(0, code);
        Assert.Contains("error RS0016: Symbol 'Mastery.IAdded' is not part", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_public_type_is_accepted_when_it_is_listed()
    {
        var (code, output) = await BuildAsync(listed: true);

        Assert.True(code == 0, output);
    }

    // The smallest of the packages. What it references is built already, and only the analyzer of the list is asked.
    async Task<(int Code, string Output)> BuildAsync(bool listed)
    {
        await packages.ReadyAsync();
        var path = Path.Combine(packages.Sources, "clients", "Fakes");
        var (added, list) = (Path.Combine(path, "Added.cs"), Path.Combine(path, "PublicAPI.Unshipped.txt"));
        var before = await File.ReadAllTextAsync(list);
        await File.WriteAllTextAsync(added, """
            namespace Mastery;

            /// <summary>Is not listed.</summary>
            public interface IAdded;

            """);
        await File.WriteAllTextAsync(list, listed ? $"{before}Mastery.IAdded\n" : before);
        try
        {
            var (code, output, errors) = await Command.EndAsync(
                "dotnet",
                ["build", "Fakes.csproj", "--configuration", "Release", "--framework", "net10.0", "--no-restore",
                    $"-p:Version={packages.Version}", "-p:BuildProjectReferences=false", "-p:AnalysisLevel=none",
                    "-p:EnforceCodeStyleInBuild=false"],
                path);
            return (code, output + errors);
        }
        finally
        {
            File.Delete(added);
            await File.WriteAllTextAsync(list, before);
        }
    }

    static string[] Items(JsonDocument evaluated, string type) =>
    [
        .. evaluated.RootElement.GetProperty("Items").GetProperty(type).EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).Distinct().Order(StringComparer.Ordinal),
    ];
}
