namespace Mastery.Suite.Tests.Packages;

/// <summary>What a package shows to others changes only together with its list.</summary>
public sealed class PublicSurfaceTests(PackedPackages packages)
{
    [Theory]
    [InlineData("protos", "Contracts.csproj")]
    [InlineData("clients/Mis", "Mis.csproj")]
    [InlineData("clients/Fakes", "Fakes.csproj")]
    public async Task A_new_public_type_is_refused_until_it_is_listed(string folder, string project)
    {
        var (code, output) = await BuildAsync(folder, project, listed: false);

        Assert.NotEqual(0, code);
        Assert.Contains("error RS0016: Symbol 'Mastery.IAdded' is not part", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_public_type_is_accepted_when_it_is_listed()
    {
        var (code, output) = await BuildAsync("clients/Fakes", "Fakes.csproj", listed: true);

        Assert.True(code == 0, output);
    }

    // What it references is built already, and only the analyzer of the list is asked.
    async Task<(int Code, string Output)> BuildAsync(string folder, string project, bool listed)
    {
        await packages.ReadyAsync();
        var path = Path.Combine(packages.Sources, folder);
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
                ["build", project, "--configuration", "Release", "--framework", "net10.0", "--no-restore",
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
}
