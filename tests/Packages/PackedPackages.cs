using System.Globalization;
using Mastery.Local;
using Mastery.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace Mastery.Packages.Tests;

/// <summary>The NuGet packages, packed from a copy of the sources that is the clone of a repository; made when first
/// needed.</summary>
public sealed class PackedPackages : IAsyncDisposable
{
    /// <summary>The repository that the copy seems to be cloned from.</summary>
    public const string Repository = "https://github.com/example/mastery-services";

    static readonly string[] Names =
        ["masteryservices.contracts", "masteryservices.mis", "masteryservices.fakes", "masteryservices.cli"];
    static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-packages-").FullName;
    readonly Lazy<Task> _packed;

    public PackedPackages() => _packed = new(PackAsync);

    /// <summary>A version that no other run has, because NuGet keeps each version that it saw.</summary>
    public string Version { get; } =
        $"0.1.0-test.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The folder that holds the packages.</summary>
    public string Packages => Path.Combine(_folder, "packages");

    /// <summary>The sources that the packages are made from.</summary>
    public string Sources => Path.Combine(_folder, "copy");

    /// <summary>A new folder beside the packages.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Waits until the packages are there.</summary>
    public Task ReadyAsync() => _packed.Value;

    /// <summary>The path of a package.</summary>
    /// <param name="name">For example <c>MasteryServices.Contracts</c>.</param>
    /// <param name="extension"><c>nupkg</c>, or <c>snupkg</c> for its symbols.</param>
    public async Task<string> PathOfAsync(string name, string extension)
    {
        await ReadyAsync();
        return Path.Combine(Packages, $"{name}.{Version}.{extension}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        if (!_packed.IsValueCreated)
        {
            return;
        }

        // NuGet's cache keeps what a consumer restored.
        var answer = await Command.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"]);
        var cache = answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (var kept in Names.Select(name => Path.Combine(cache, name, Version)).Where(Directory.Exists))
        {
            Directory.Delete(kept, recursive: true);
        }
    }

    async Task PackAsync()
    {
        var copy = NewFolder("copy");
        await CloneAsync(copy);
        // With what they are built from: a project that a solution does not name is built for debugging.
        await File.WriteAllTextAsync(Path.Combine(copy, "Packages.slnx"), """
            <Solution>
              <Project Path="protos/Contracts.csproj" />
              <Project Path="protos/Csv/Csv.csproj" />
              <Project Path="protos/Generator/Generator.csproj" />
              <Project Path="clients/Mis/Mis.csproj" />
              <Project Path="clients/Fakes/Fakes.csproj" />
              <Project Path="clients/Cli/Cli.csproj" />
            </Solution>

            """);
        await Command.RunAsync(
            "dotnet",
            ["pack", "Packages.slnx", "--output", Packages, $"-p:Version={Version}", "-p:RunAnalyzers=false"],
            copy);
    }

    static async Task CloneAsync(string copy)
    {
        foreach (var file in Directory.GetFiles(Programs.Checkout, "*.props")
            .Concat([Path.Combine(Programs.Checkout, "global.json"), Path.Combine(Programs.Checkout, ".editorconfig")]))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        foreach (var folder in new[] { "protos", "clients" })
        {
            Copy(new(Path.Combine(Programs.Checkout, folder)), Path.Combine(copy, folder));
        }

        string[][] git =
        [
            ["init", "--quiet"], ["add", "--all"], ["remote", "add", "origin", $"{Repository}.git"],
            ["-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=Copy"],
        ];
        foreach (var arguments in git)
        {
            await Command.RunAsync("git", arguments, copy);
        }
    }

    static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(folder => !Skipped.Contains(folder.Name)))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }
}
