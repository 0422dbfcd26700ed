namespace Mastery.Benchmarks.Peers;

/// <summary>Programs that a machine has or lacks.</summary>
static class Tool
{
    static readonly string[] Places = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

    /// <summary>The path of a program, or null where there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(Places)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
