using System.Collections.Concurrent;
using Mastery.Postgres;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Suite.Tests.Running;

/// <summary>Direct access to the services' databases: as administrator, as owner, or in the runtime role.</summary>
public sealed class Databases(Local.Suite suite) : IAsyncDisposable
{
    readonly ConcurrentDictionary<(string Service, DatabaseRole Role), NpgsqlDataSource> _sources = new();

    /// <summary>The services that have a database.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Local.Programs.Services.Where(service => service.HasDatabase).Select(service => service.Name)];

    /// <summary>How the service itself and its migrations connect.</summary>
    public DatabaseAccess Access(string service)
    {
        var (admin, names) = (suite.Postgres.AdminConnectionString, suite.Database(service));
        return Roles.Access(admin, names, RolePasswords.Derived(admin, names));
    }

    /// <summary>The names of the database and its roles.</summary>
    public ServiceDatabase Names(string service) => suite.Database(service);

    /// <summary>Opens a connection in a role.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string service, DatabaseRole role) =>
        await _sources.GetOrAdd(
            (service, role), _ => NpgsqlDataSource.Create(Connection(service, role))).OpenConnectionAsync();

    /// <summary>The rows of a query's first column, as the administrator, whom row-level security does not
    /// bind.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string service, string sql, params object[] values)
    {
        await using var connection = await OpenAsync(service, DatabaseRole.Administrator);
        return await connection.ReadAsync(sql, values);
    }

    /// <summary>Of every table of every service its name, its number of rows and a digest of the transactions that
    /// wrote them: the same as long as nothing is written, not even what is there already.</summary>
    /// <param name="except">Tables that are left out.</param>
    public async Task<IReadOnlyList<string>> DigestAsync(params string[] except)
    {
        List<string> digest = [];
        foreach (var service in Services)
        {
            var tables = await ReadAsync(
                service, """
                    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)
                    ORDER BY tablename
                    """, [except]);
            digest.AddRange(await ReadAsync(service, string.Join(" UNION ALL ", tables.Select(table =>
                $"""
                SELECT '{service}.{table} ' || count(*) || ' ' || coalesce(sum({RowDigest(table)}), 0)
                FROM "{table}" AS t
                """)) + " ORDER BY 1"));
        }

        return digest;

        // When a client was last used is noted by itself, a little after each token.
        static string RowDigest(string table) => table == "api_client"
            ? "hashtextextended((to_jsonb(t) - 'last_used_time')::text, 0)"
            : "hashint8extended(xmin::text::bigint, 0)";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }

        if (suite.Postgres.IsPrivate)
        {
            return;
        }

        await using var server = NpgsqlDataSource.Create(suite.Postgres.AdminConnectionString);
        foreach (var service in Services)
        {
            await using var drop = server.CreateCommand(
                $"DROP DATABASE IF EXISTS \"{Names(service).Name}\" WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }
    }

    string Connection(string service, DatabaseRole role) => role switch
    {
        DatabaseRole.Runtime => Access(service).Runtime,
        DatabaseRole.Owner => Access(service).Owner,
        _ => new NpgsqlConnectionStringBuilder(suite.Postgres.AdminConnectionString)
        {
            Database = Names(service).Name,
        }.ConnectionString,
    };
}
