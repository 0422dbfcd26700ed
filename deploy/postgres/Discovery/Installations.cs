using System.Globalization;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Discovery;

/// <summary>Finds PostgreSQL's programs on this machine, or downloads them into a private folder. It installs nothing
/// on the system.</summary>
static class Installations
{
    /// <summary>
    /// An installation to run: an installed one, the newest first; else npm's. An existing cluster needs the major
    /// release that created it.
    /// </summary>
    public static async Task<Installation> GetAsync(
        string binaries, int? major, IProgress<string> progress, CancellationToken cancellation)
    {
        if (await FindAsync(binaries, major, cancellation) is { } installed)
        {
            return installed;
        }

        // Several processes, for example test projects, may search at the same time: the first downloads, the others
        // find the result.
        await using var fileLock = await FileLock.AcquireAsync(Path.Combine(binaries, "lock"), cancellation);
        if (await FindAsync(binaries, major, cancellation) is { } fetchedMeanwhile)
        {
            return fetchedMeanwhile;
        }

        var refusal = major is null or NpmPackage.Major
            ? await NpmPackage.InstallAsync(binaries, progress, cancellation)
            : $"the release of npm's package is {NpmPackage.Major}";
        if (refusal is null && await FindAsync(binaries, major, cancellation) is { } fetched)
        {
            return fetched;
        }

        throw new PostgresUnavailableException(Advice(major, refusal ?? "what npm fetched does not run here"));
    }

    /// <summary>The newest installation there is, of the given major release if one is given.</summary>
    static async Task<Installation?> FindAsync(string binaries, int? major, CancellationToken cancellation)
    {
        List<Installation> found = [];
        foreach (var folder in InstallFolders.Folders().Append(NpmPackage.Programs(binaries)))
        {
            if (await Installation.InAsync(folder, cancellation) is { } installation)
            {
                found.Add(installation);
            }
        }
        return found.Where(one => major is null || one.Version.Major == major).MaxBy(one => one.Version);
    }

    static string Advice(int? major, string notFetched)
    {
        var wanted = major?.ToString(CultureInfo.InvariantCulture) ?? $"{Installation.OldestMajor} or later";
        var because = major is null
            ? ""
            : $"\nThe cluster was made by PostgreSQL {major}, and only that release can open it: its data is kept.";
        return $"""
            PostgreSQL {wanted} is needed and was not found; it could not be fetched: {notFetched}.{because}
            Do one of these, then start again:
              - install the server: on Debian and Ubuntu the package `postgresql`, elsewhere
                https://www.postgresql.org/download/; or put the folder of its `initdb` on the PATH;
              - install Node.js with npm: PostgreSQL is then fetched into a private folder;
              - set MASTERY_POSTGRES to the connection string of a server, as a role that may create roles and
                databases: MASTERY_POSTGRES="Host=localhost;Username=postgres;Password=..."
            """;
    }
}
