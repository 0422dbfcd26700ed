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
        await packages.ReadyAsync();
        var path = Path.Combine(packages.Sources, folder);
        var added = Path.Combine(path, "Added.cs");
        await File.WriteAllTextAsync(added, """
            namespace Mastery;

            /// <summary>Is not listed.</summary>
            public interface IAdded;

            """);
        try
        {
            var (code, output, _) = await BuildAsync(path, project);
            await File.AppendAllTextAsync(Path.Combine(path, "PublicAPI.Unshipped.txt"), "Mastery.IAdded\n");
            var (listed, rest, _) = await BuildAsync(path, project);

            Assert.NotEqual(0, code);
            Assert.Contains("error RS0016: Symbol 'Mastery.IAdded' is not part", output, StringComparison.Ordinal);
            Assert.True(listed == 0, rest);
        }
        finally
        {
            File.Delete(added);
        }
    }

    // What it references is built already, and only the analyzer of the list is asked.
    Task<(int Code, string Output, string Errors)> BuildAsync(string folder, string project) => Command.EndAsync(
        "dotnet",
        ["build", project, "--configuration", "Release", "--framework", "net10.0", "--no-restore",
            $"-p:Version={packages.Version}", "-p:BuildProjectReferences=false", "-p:AnalysisLevel=none",
            "-p:EnforceCodeStyleInBuild=false"],
        folder);
}
