using System.Globalization;
using Mastery.Postgres;
using Npgsql;

namespace Mastery.Testing;

/// <summary>A new database of a service, cloned from the migrated template in milliseconds and dropped when
/// disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    static int _clones;

    readonly ServiceDatabase _template;

    TestDatabase(ServiceDatabase template, ServiceDatabase names, DatabaseAccess access)
    {
        (_template, Names) = (template, names);
        OwnerConnectionString = access.Owner;
        ConnectionString = access.Runtime;
    }

    /// <summary>The names of the database and its roles.</summary>
    public ServiceDatabase Names { get; }

    /// <summary>Connects as the role that owns the schema: for direct checks and for damaging data on
    /// purpose.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Connects as the service's runtime role, with only its rights.</summary>
    public string ConnectionString { get; }

    /// <summary>A fresh database of a service.</summary>
    /// <typeparam name="TEntry">Any type of the service's assembly, whose migrations are applied.</typeparam>
    /// <param name="service">The service's name in kebab-case.</param>
    public static async Task<TestDatabase> CreateAsync<TEntry>(string service)
    {
        var template = await Template.OfAsync(service, typeof(TEntry).Assembly);
        return await CloneAsync(template);
    }

    /// <summary>Another one, as the same migrations left it.</summary>
    public Task<TestDatabase> AnotherAsync() => CloneAsync(_template);

    /// <summary>Opens a connection in a role.</summary>
    public async Task<NpgsqlConnection> OpenAsync(DatabaseRole role) => await OpenAsync(role switch
    {
        DatabaseRole.Runtime => ConnectionString,
        DatabaseRole.Owner => OwnerConnectionString,
        _ => new NpgsqlConnectionStringBuilder((await TestServer.GetAsync()).AdminConnectionString)
        {
            Database = Names.Name,
        }.ConnectionString,
    });

    /// <summary>Opens a connection as the runtime role.</summary>
    public Task<NpgsqlConnection> OpenAsync() => OpenAsync(ConnectionString);

    /// <summary>Opens a connection as the owner.</summary>
    public Task<NpgsqlConnection> OpenAsOwnerAsync() => OpenAsync(OwnerConnectionString);

    /// <summary>Drops it, even if sessions are still connected, and the role that was made for it: others may use the
    /// server.</summary>
    public async ValueTask DisposeAsync()
    {
        await TestServer.ExecuteAsync($"""DROP DATABASE IF EXISTS "{Names.Name}" WITH (FORCE)""");
        await TestServer.ExecuteAsync($"DROP ROLE IF EXISTS {ExplainedRole.NameIn(Names.Name)}");
    }

    static async Task<TestDatabase> CloneAsync(ServiceDatabase template)
    {
        var number = Interlocked.Increment(ref _clones).ToString(CultureInfo.InvariantCulture);
        var clone = template with { Name = $"{template.Name}_{number}" };
        await TestServer.ExecuteAsync(
            $"""CREATE DATABASE "{clone.Name}" TEMPLATE "{template.Name}" OWNER "{clone.Owner}" """);
        // Rights on the database itself are not cloned, unlike those inside it.
        await TestServer.ExecuteAsync($"""
            REVOKE ALL ON DATABASE "{clone.Name}" FROM PUBLIC;
            GRANT CONNECT, TEMPORARY ON DATABASE "{clone.Name}" TO "{clone.Runtime}"
            """);
        var admin = (await TestServer.GetAsync()).AdminConnectionString;
        return new(template, clone, Roles.Access(admin, clone, RolePasswords.Derived(admin, clone)));
    }

    static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
