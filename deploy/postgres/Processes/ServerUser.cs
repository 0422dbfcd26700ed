namespace Mastery.Postgres.Processes;

/// <summary>
/// The user that PostgreSQL's programs run as. PostgreSQL refuses to run as root, so a private cluster started by root
/// belongs to another user; started by anybody else it belongs to them.
/// </summary>
static class ServerUser
{
    static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>The other user's name, or null to stay the same user.</summary>
    public static string? Choose() =>
        OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess
            ? null
            : Candidates.FirstOrDefault(Exists)
                ?? throw new PostgresUnavailableException(
                    "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as. "
                    + "Start as another user.");

    static bool Exists(string user) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{user}:", StringComparison.Ordinal));

    /// <summary>Gives a folder and all in it to the user; nothing to do when it is the same user.</summary>
    public static async Task ChangeOwnerAsync(string path, string? user, CancellationToken cancellation)
    {
        if (user is not null)
        {
            (await Command.RunAsync("chown", ["-R", $"{user}:", path], cancellation: cancellation)).OrThrow();
        }
    }

    /// <summary>Whether the user can enter the folder, through all of its parents.</summary>
    public static async Task<bool> CanEnterAsync(string folder, string? user, CancellationToken cancellation) =>
        user is null
        || (await Command.RunAsync("sh", ["-c", "cd -- \"$1\"", "sh", folder], user, cancellation)).ExitCode == 0;
}
