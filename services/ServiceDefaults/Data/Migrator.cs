using System.Globalization;
using System.Reflection;
using EvolveDb;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Brings a service's database to the schema that the service expects: the numbered scripts of the pipeline
/// (<c>0000_…</c>) and of the service (<c>0001_…</c> on), forward only, as the role that owns the schema.</summary>
public sealed partial class Migrator(Assembly service, ILogger<Migrator> log)
{
    /// <summary>The table in which applied scripts and their checksums are kept.</summary>
    internal const string VersionTable = "schema_version";

    readonly Assembly[] _assemblies = [typeof(Migrator).Assembly, service];

    /// <summary>The number of the newest script, to which a ready database has been brought.</summary>
    public int ExpectedVersion { get; } = Scripts(service).Append(0).Max();

    /// <summary>Applies what is missing. Several migrators at once wait for each other.</summary>
    /// <param name="owner">The connection string of the role that owns the schema.</param>
    /// <exception cref="EvolveException">A script failed, or an applied one was edited since.</exception>
    public void Migrate(string owner)
    {
        using var connection = new NpgsqlConnection(owner);
        new Evolve(connection, message => LogStep(message))
        {
            EmbeddedResourceAssemblies = _assemblies,
            EmbeddedResourceFilters = [.. _assemblies.Select(assembly => Prefix(assembly))],
            // Scripts are called 0001_schools.sql: Evolve wants a prefix, and every number has this one.
            SqlMigrationPrefix = "0",
            SqlMigrationSeparator = "_",
            MetadataTableName = VersionTable,
            IsEraseDisabled = true,
        }.Migrate();
        connection.Open();
        using var grant = new NpgsqlCommand($"GRANT SELECT ON {VersionTable} TO mastery_runtime", connection);
        grant.ExecuteNonQuery();
    }

    static IEnumerable<int> Scripts(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix(assembly), StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
        .Select(name => int.Parse(name.AsSpan(Prefix(assembly).Length, 4), CultureInfo.InvariantCulture));

    static string Prefix(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains(".Migrations.", StringComparison.Ordinal))
        .Select(name => name[..(name.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)])
        .FirstOrDefault("no migrations");

    [LoggerMessage(LogLevel.Information, "{Message}")]
    partial void LogStep(string message);
}
