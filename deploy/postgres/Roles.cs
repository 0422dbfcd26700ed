using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Mastery.Postgres;

/// <summary>How to reach one service's database.</summary>
/// <param name="Owner">The connection string of <c>ConnectionStrings:Owner</c>: migrations only.</param>
/// <param name="Runtime">The connection string of <c>ConnectionStrings:Database</c>: the running service.</param>
public sealed record DatabaseAccess(string Owner, string Runtime);

/// <summary>The passwords of a database's two roles, in the clear or as SCRAM verifiers.</summary>
/// <param name="Owner">The owner role's.</param>
/// <param name="Runtime">The runtime role's.</param>
public sealed record RolePasswords(string Owner, string Runtime)
{
    /// <summary>
    /// Passwords that are derived from the administrator's, so they need not be stored: for the local suite and the
    /// tests, whose processes must use the same ones. A production installation chooses its own.
    /// </summary>
    /// <param name="adminConnectionString">The administrator's connection string.</param>
    /// <param name="database">The database whose roles they are.</param>
    public static RolePasswords Derived(string adminConnectionString, ServiceDatabase database)
    {
        var secret = Encoding.UTF8.GetBytes(new NpgsqlConnectionStringBuilder(adminConnectionString).Password ?? "");
        return new(Of(database.Owner), Of(database.Runtime));

        string Of(string role) =>
            Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"mastery role {role}")));
    }
}

/// <summary>Applies <c>roles.sql</c> and <c>schema.sql</c>: the roles, database and grants of a service.</summary>
public static class Roles
{
    // A fixed number, so that two processes set up the same server one after the other.
    const long LockKey = 0x6D617374657279;

    /// <summary>
    /// Creates or updates the roles and the database of a service by the scripts.
    /// </summary>
    /// <param name="adminConnectionString">
    /// A connection as a superuser, or a role with CREATEDB and CREATEROLE, to any database of the server.
    /// </param>
    /// <param name="database">The names to create.</param>
    /// <param name="passwords">The passwords the two roles have afterwards.</param>
    /// <param name="cancellation">Stops between two statements.</param>
    /// <returns>The connection strings of the two roles.</returns>
    /// <exception cref="PostgresException">The administrator lacks a right that the scripts need.</exception>
    public static async Task<DatabaseAccess> ApplyAsync(
        string adminConnectionString,
        ServiceDatabase database,
        RolePasswords passwords,
        CancellationToken cancellation = default)
    {
        await using var server = await OpenAsync(adminConnectionString, database: null, cancellation);
        await using (var wait = new NpgsqlCommand("SELECT pg_advisory_lock($1)", server)
        {
            Parameters = { new() { Value = LockKey } },
        })
        {
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        var variables = Variables(database, passwords);
        await SqlScript.Embedded("roles.sql", variables).RunAsync(server, cancellation);
        await using var own = await OpenAsync(adminConnectionString, database.Name, cancellation);
        await SqlScript.Embedded("schema.sql", variables).RunAsync(own, cancellation);
        return Access(adminConnectionString, database, passwords);
    }

    /// <summary>The connection strings of a database's two roles, on the server the administrator uses.</summary>
    /// <param name="adminConnectionString">Where host, port and security settings are taken from.</param>
    /// <param name="database">The database and its roles.</param>
    /// <param name="passwords">Their passwords, in the clear.</param>
    public static DatabaseAccess Access(
        string adminConnectionString, ServiceDatabase database, RolePasswords passwords)
    {
        return new(As(database.Owner, passwords.Owner), As(database.Runtime, passwords.Runtime));

        string As(string role, string password) => new NpgsqlConnectionStringBuilder(adminConnectionString)
        {
            Database = database.Name,
            Username = role,
            Password = password,
        }.ConnectionString;
    }

    static Dictionary<string, string> Variables(ServiceDatabase database, RolePasswords passwords) => new()
    {
        ["database"] = database.Name,
        ["owner"] = database.Owner,
        ["runtime"] = database.Runtime,
        ["owner_password"] = passwords.Owner,
        ["runtime_password"] = passwords.Runtime,
    };

    static async Task<NpgsqlConnection> OpenAsync(
        string adminConnectionString, string? database, CancellationToken cancellation)
    {
        // Unpooled: a pooled connection would keep the advisory lock, and keep a template database busy.
        var settings = new NpgsqlConnectionStringBuilder(adminConnectionString) { Pooling = false };
        if (database is not null)
        {
            settings.Database = database;
        }

        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
