namespace Mastery.Postgres.Discovery;

/// <summary>The folders in which PostgreSQL's programs are found when it is installed.</summary>
static class InstallFolders
{
    static readonly string[] Patterns = OperatingSystem.IsWindows()
        ? [@"C:\Program Files\PostgreSQL\*\bin"]
        : OperatingSystem.IsMacOS()
            ?
            [
                "/opt/homebrew/opt/postgresql*/bin",
                "/usr/local/opt/postgresql*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin",
            ]
            : ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/lib/postgresql*/bin", "/usr/libexec/postgresql*"];

    /// <summary>Every folder that may hold an installation; links on the PATH are resolved.</summary>
    public static IEnumerable<string> Folders() =>
        OnPath().Concat(Patterns.SelectMany(Expand)).Distinct(StringComparer.Ordinal);

    static IEnumerable<string> OnPath() =>
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        where Path.IsPathFullyQualified(folder)
        let program = new FileInfo(Path.Combine(folder, Installation.Executable("initdb")))
        where program.Exists
        select Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName);

    static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split('*');
        var parent = Path.GetDirectoryName(parts[0] + "x")!;
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, Path.GetFileName(parts[0]) + "*")
                .Select(folder => folder + parts[1])
                .Where(Directory.Exists)
            : [];
    }
}
