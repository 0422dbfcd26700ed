namespace Mastery.Postgres.Cluster;

/// <summary>Why a cluster does not start, by what PostgreSQL wrote, and what to do about it. Deleting the data is the
/// remedy only where it is damaged.</summary>
static class StartFailure
{
    // A segment of the write-ahead log, which the server must be able to add.
    const long LeastSpace = 16 * 1024 * 1024;

    static readonly (string[] Signs, Func<ClusterFiles, string, string> Remedy)[] Causes =
    [
        (["No space left on device", "Check free disk space", "Disk quota exceeded"], (files, _) => DiskFull(files)),
        (["Read-only file system"], (files, _) =>
            $"{files.Folder} is on a file system that is read-only. Make it writable, or use another folder."),
        (["has invalid permissions"], (files, _) =>
            $"Others may enter the data folder, so PostgreSQL refuses it: chmod 700 {Quoted(files.Data)}"),
        (["Permission denied", "Operation not permitted", "has wrong ownership"], (files, user) =>
            $"User {user}, who runs PostgreSQL, may not read or write all of the folder. As its owner or as root: "
            + $"chown -R {user} {Quoted(files.Folder)} && chmod -R u+rwX {Quoted(files.Folder)}"),
        (["lock file \"postmaster.pid\" already exists", "pre-existing shared memory block"], (files, _) =>
            $"A server still has {files.Data} open. End it; the log names its process."),
        (["Cannot allocate memory", "could not create shared memory", "Too many open files"], (_, _) =>
            "The machine is short of memory or of open files. End other programs, or raise the limit."),
        (["contains errors", "could not load", "unrecognized configuration parameter"], (files, _) =>
            $"Mend the line that the log names, in a file of {files.Data}."),
        (["pg_control", "control file", "checkpoint record", "invalid page", "could not access status",
            "is not a valid data directory", "could not locate required checkpoint"], (files, _) =>
            "The data is damaged. Restore a copy of the folder if there is one. Else only --fresh helps: it deletes "
            + $"all that this suite holds, schools, people, plans and the log of changes. Copy {files.Folder} first."),
    ];

    /// <summary>The message of a failed start.</summary>
    /// <param name="files">The cluster.</param>
    /// <param name="user">The user who runs PostgreSQL, if another than this process's.</param>
    /// <param name="output">What PostgreSQL wrote.</param>
    public static PostgresUnavailableException Of(ClusterFiles files, string? user, string output)
    {
        var cause = Causes.FirstOrDefault(
            one => one.Signs.Any(sign => output.Contains(sign, StringComparison.Ordinal)));
        var remedy = cause.Remedy is not null ? cause.Remedy(files, user ?? Environment.UserName)
            : HasSpace(files) ? $"Its data is kept; the whole log is {files.Log}."
            : DiskFull(files);
        var end = output.TrimEnd().Split('\n').TakeLast(8).Select(line => $"  {line}");
        return new($"The cluster in {files.Folder} does not start. {remedy}\n"
            + $"PostgreSQL wrote:\n{string.Join('\n', end)}");
    }

    static string DiskFull(ClusterFiles files) =>
        $"The disk that holds {files.Folder} is full. Free some space on it, then start again: the data is kept.";

    // A full disk takes no log either.
    static bool HasSpace(ClusterFiles files) => new DriveInfo(files.Folder).AvailableFreeSpace >= LeastSpace;

    static string Quoted(string path) => ShellText.Quoted(path);
}
