using System.Security.Cryptography;
using System.Text;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Cluster;

/// <summary>
/// A folder that the server's user can reach. A clone under /root can't be entered by the user `postgres`; its cluster
/// is then kept elsewhere, in a fixed place for each clone.
/// </summary>
static class PrivateFolder
{
    const string FallbackRoot = "/var/lib/mastery-services";

    /// <summary>Where the folder is, or would be: <paramref name="wanted"/> itself if it can be.</summary>
    public static async Task<string> LocateAsync(string wanted, string? user, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(wanted);
        // The folder itself is given to the user, who must be able to pass through its parents.
        if (await ServerUser.CanEnterAsync(NearestExisting(Path.GetDirectoryName(full)!), user, cancellation))
        {
            return full;
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..8];
        return Path.Combine(FallbackRoot, $"{Path.GetFileName(full)}-{key}");
    }

    /// <summary>Makes the folder where it is missing.</summary>
    public static async Task<string> PrepareAsync(
        string wanted, string? user, IProgress<string> progress, CancellationToken cancellation)
    {
        var folder = await LocateAsync(wanted, user, cancellation);
        if (folder != Path.GetFullPath(wanted))
        {
            progress.Report($"User {user}, who runs PostgreSQL for root, cannot enter {wanted}: using {folder}");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PostgresUnavailableException($"The folder {folder} cannot be made: {problem.Message}", problem);
        }
        await ServerUser.ChangeOwnerAsync(folder, user, cancellation);
        return folder;
    }

    /// <summary>
    /// Where programs can be: <paramref name="wanted"/>, unless its path has characters that mean something to a shell.
    /// PostgreSQL's programs call each other by one, in their own folder, without quoting it.
    /// </summary>
    public static string ForPrograms(string wanted)
    {
        var full = Path.GetFullPath(wanted);
        if (ShellText.IsPlain(full))
        {
            return full;
        }

        var home = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? FallbackRoot
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "mastery-services");
        return Path.Combine(home, Path.GetFileName(full));
    }

    static string NearestExisting(string folder) =>
        Directory.Exists(folder) ? folder : NearestExisting(Path.GetDirectoryName(folder)!);
}
