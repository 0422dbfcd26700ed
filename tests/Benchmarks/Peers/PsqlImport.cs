using Mastery.Benchmarks.Setup;
using Mastery.Testing.Gias;

namespace Mastery.Benchmarks.Peers;

/// <summary>An import as someone with psql would do it: the file copied whole into a temporary table, then one
/// merge.</summary>
static class PsqlImport
{
    /// <summary>Writes the script of one.</summary>
    /// <param name="script">Where to.</param>
    /// <param name="file">The GIAS file.</param>
    /// <param name="logged">Whether it writes the change log too.</param>
    public static Task WriteAsync(string script, string file, bool logged) => File.WriteAllTextAsync(script, $"""
        \set ON_ERROR_STOP on
        BEGIN;
        CREATE TEMP TABLE gias ({string.Join(", ", GiasColumns.All.Select(column => $"\"{column}\" text"))}) ON COMMIT
            DROP;
        \copy gias FROM '{file}' WITH (FORMAT csv, HEADER true, ENCODING 'WIN1252')
        {Embedded("merge.sql")}
        {(logged ? Embedded("log.sql") : "")}
        COMMIT;
        """);

    /// <summary>Runs a script as the service's role.</summary>
    public static Task<string> RunAsync(string psql, PostgresFacts postgres, string script) =>
        ShortProgram.RunAsync(
            psql,
            ["--no-psqlrc", "--quiet", "--output=/dev/null", $"--file={script}"],
            PostgresFacts.Environment(postgres.Runtime));

    static string Embedded(string name)
    {
        using var stream = typeof(PsqlImport).Assembly.GetManifestResourceStream($"Mastery.Benchmarks.Peers.{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
