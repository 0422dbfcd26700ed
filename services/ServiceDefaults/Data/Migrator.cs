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

    // What no script has a policy for shows nothing to a session that is bound to a school or a trust.
    const string DenyBound = """
        SELECT deny_bound(c.oid) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
            AND c.relname NOT IN ('request', 'revision')
            AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'hub_id'
                AND NOT a.attisdropped)
            AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'bound')
        """;

    readonly EmbeddedScripts _scripts = new(service);

    /// <summary>The scripts that a ready database has seen. It may have seen more: a newer release migrates first,
    /// while this one still serves.</summary>
    internal IReadOnlyList<string> Expected => _scripts.Names;

    /// <summary>Applies what is missing. Several migrators at once wait for each other.</summary>
    /// <param name="owner">The connection string of the role that owns the schema.</param>
    /// <exception cref="EvolveException">A script failed, or an applied one was edited since.</exception>
    /// <exception cref="InvalidOperationException">A setting of the role's sessions is not what scripts need, or the
    /// connection goes through a pooler.</exception>
    public void Migrate(string owner)
    {
        using var connection = new NpgsqlConnection(DatabaseSetup.WithEncoding(owner));
        connection.Open();
        if ((SessionSettings.Owner.Problem(connection) ?? PoolerProblem(connection)) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        connection.Close();
        new Evolve(connection, message => LogStep(message))
        {
            MigrationLoader = _scripts,
            MetadataTableName = VersionTable,
            OutOfOrder = true,
            IsEraseDisabled = true,
        }.Migrate();
        connection.Open();
        using var grant = new NpgsqlCommand($"GRANT SELECT ON {VersionTable} TO mastery_runtime", connection);
        grant.ExecuteNonQuery();
        using var deny = new NpgsqlCommand(DenyBound, connection);
        deny.ExecuteNonQuery();
    }

    /// <summary>Migrators wait for each other by a lock of their session. A pooler gives the next statement to another
    /// session; it is known by the process that it says the connection has, which is not the server's.</summary>
    static string? PoolerProblem(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return command.ExecuteScalar() is int process && process != connection.ProcessID
            ? "ConnectionStrings:Owner goes through a connection pooler, which does not keep the lock of a migration: "
                + "name the database server itself"
            : null;
    }

    [LoggerMessage(LogLevel.Information, "{Message}")]
    partial void LogStep(string message);
}
