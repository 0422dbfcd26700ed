using System.Globalization;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Discovery;

/// <summary>Finds PostgreSQL's programs on this machine, or gets them.</summary>
static class Installations
{
    /// <summary>
    /// An installation to run: what is installed, the newest first; else the distribution's package; else npm's. An
    /// existing cluster, made by a certain major release, can be run by no other.
    /// </summary>
    public static async Task<Installation> GetAsync(
        string binaries, int? major, IProgress<string> progress, CancellationToken cancellation)
    {
        if (await FindAsync(binaries, major, cancellation) is { } installed)
        {
            return installed;
        }

        // Several processes may look at once, the test projects for example: the first fetches, the others find.
        await using var turn = await FileTurn.TakeAsync(Path.Combine(binaries, "lock"), cancellation);
        if (await FindAsync(binaries, major, cancellation) is { } fetchedMeanwhile)
        {
            return fetchedMeanwhile;
        }

        var noPackage = major is null
            ? await DebianPackage.InstallAsync(progress, cancellation)
            : $"the release that made it, {major}, is no longer installed";
        if (noPackage is null && await FindAsync(binaries, major, cancellation) is { } packaged)
        {
            return packaged;
        }

        var noNpm = major is null or NpmPackage.Major
            ? await NpmPackage.InstallAsync(binaries, progress, cancellation)
            : $"npm's is {NpmPackage.Major}";
        if (noNpm is null && await FindAsync(binaries, major, cancellation) is { } fetched)
        {
            return fetched;
        }

        throw new PostgresUnavailableException(Advice(major, noPackage, noNpm));
    }

    /// <summary>The newest installation there is, of the given major release if one is given.</summary>
    static async Task<Installation?> FindAsync(string binaries, int? major, CancellationToken cancellation)
    {
        List<Installation> found = [];
        foreach (var folder in UsualPlaces.Folders().Append(NpmPackage.Programs(binaries)))
        {
            if (await Installation.InAsync(folder, cancellation) is { } installation)
            {
                found.Add(installation);
            }
        }
        return found.Where(one => major is null || one.Version.Major == major).MaxBy(one => one.Version);
    }

    static string Advice(int? major, string? noPackage, string? noNpm)
    {
        var wanted = major?.ToString(CultureInfo.InvariantCulture) ?? $"{Installation.OldestMajor} or later";
        var because = major is null
            ? ""
            : $"\nThe cluster was made by PostgreSQL {major}; starting with --fresh makes a new one and loses its "
                + "data.";
        return $"""
            PostgreSQL {wanted} is needed and was not found.{because}
            Do one of these, then start again:
              - install it (https://www.postgresql.org/download/), or put the folder of its `initdb` on the PATH;
              - install Node.js with npm: PostgreSQL is then fetched into a private folder;
              - set MASTERY_POSTGRES to the connection string of a server, as a role that may create roles and
                databases:
                MASTERY_POSTGRES="Host=localhost;Username=postgres;Password=..."
            Not possible here: {noPackage ?? "the package holds no server"}; {noNpm ?? "npm's does not run here"}.
            """;
    }
}
