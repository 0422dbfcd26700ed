using Mastery.Postgres;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Deploy.Tests.Postgres;

public sealed class RolesTests : IAsyncLifetime
{
    const string InsufficientPrivilege = "42501";

    readonly string _name = $"{TestServer.Prefix}roles_{Guid.NewGuid():N}";
    ServiceDatabase _database = null!;
    DatabaseAccess _access = null!;

    public async ValueTask InitializeAsync()
    {
        _database = new(_name, $"{_name}_owner", _name);
        _access = await ApplyAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await TestServer.ExecuteAsync($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
        await TestServer.ExecuteAsync($"DROP ROLE \"{_database.Owner}\", \"{_database.Runtime}\"");
    }

    [Fact]
    public async Task The_owner_owns_database_and_schema()
    {
        var owners = await ReadAsync(_access.Owner, """
            SELECT pg_get_userbyid(datdba) || ' ' || (SELECT pg_get_userbyid(nspowner) FROM pg_namespace
                WHERE nspname = 'public')
            FROM pg_database WHERE datname = current_database()
            """);

        Assert.Equal($"{_database.Owner} {_database.Owner}", owners);
    }

    [Fact]
    public async Task The_runtime_role_may_do_what_a_migration_grants_and_no_more()
    {
        await RunAsync(
            _access.Owner, "CREATE TABLE school (urn text); GRANT SELECT, INSERT ON school TO mastery_runtime");

        await RunAsync(_access.Runtime, "INSERT INTO school VALUES ('1'); SELECT * FROM school");

        await RefusedAsync(_access.Runtime, "DELETE FROM school");
        await RefusedAsync(_access.Runtime, "ALTER TABLE school ADD name text");
        await RefusedAsync(_access.Runtime, "CREATE TABLE mine (id text)");
        await RefusedAsync(_access.Runtime, $"SET ROLE \"{_database.Owner}\"");
    }

    [Fact]
    public async Task The_runtime_role_may_copy_into_a_temporary_table() =>
        await RunAsync(_access.Runtime, "CREATE TEMPORARY TABLE rows (urn text) ON COMMIT DROP");

    [Fact]
    public async Task The_timeouts_of_the_runtime_role_are_set_once_and_an_operators_own_stands()
    {
        const string Timeouts = """
            SELECT string_agg(current_setting(name), ' ' ORDER BY name)
            FROM unnest(ARRAY['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout']) AS name
            """;
        Assert.Equal("30s 5s 2min", await ReadAsync(_access.Runtime, Timeouts));
        await TestServer.ExecuteAsync($"ALTER ROLE \"{_database.Runtime}\" SET lock_timeout = '2s'");

        _access = await ApplyAsync(_database);

        NpgsqlConnection.ClearAllPools();
        Assert.Equal("30s 2s 2min", await ReadAsync(_access.Runtime, Timeouts));
    }

    [Fact]
    public async Task Sessions_of_both_roles_have_what_SQL_relies_on_whatever_the_database_has()
    {
        const string Settings = """
            SELECT string_agg(current_setting(name), '; ' ORDER BY name)
            FROM unnest(ARRAY['DateStyle', 'IntervalStyle', 'TimeZone', 'client_encoding', 'search_path']) AS name
            """;
        await TestServer.ExecuteAsync($"""
            ALTER DATABASE "{_name}" SET TimeZone = 'Europe/London'; ALTER DATABASE "{_name}" SET search_path = other;
            ALTER DATABASE "{_name}" SET DateStyle = 'SQL, DMY'; ALTER DATABASE "{_name}" SET client_encoding = LATIN1;
            ALTER ROLE "{_database.Runtime}" SET TimeZone = 'Asia/Tokyo'
            """);

        _access = await ApplyAsync(_database);

        Assert.Equal("ISO, MDY; postgres; UTC; UTF8; public", await ReadAsync(_access.Owner, Settings));
        Assert.Equal("ISO, MDY; postgres; UTC; UTF8; public", await ReadAsync(_access.Runtime, Settings));
    }

    [Fact]
    public async Task No_other_role_may_connect()
    {
        var other = new ServiceDatabase($"{_name}_other", $"{_name}_other_owner", $"{_name}_other");
        var stranger = await ApplyAsync(other);

        var intruder = new NpgsqlConnectionStringBuilder(stranger.Runtime) { Database = _name }.ConnectionString;

        await RefusedAsync(intruder, "SELECT 1");
        await TestServer.ExecuteAsync($"DROP DATABASE \"{other.Name}\" WITH (FORCE)");
        await TestServer.ExecuteAsync($"DROP ROLE \"{other.Owner}\", \"{other.Runtime}\"");
    }

    [Fact]
    public async Task Row_level_security_binds_both_roles_once_it_is_forced()
    {
        await RunAsync(_access.Owner, """
            CREATE TABLE plan (hub_id text); INSERT INTO plan VALUES ('kent');
            GRANT SELECT ON plan TO mastery_runtime;
            ALTER TABLE plan ENABLE ROW LEVEL SECURITY; ALTER TABLE plan FORCE ROW LEVEL SECURITY;
            """);

        var seen = await ReadAsync(_access.Runtime, "SELECT count(*)::text FROM plan")
            + await ReadAsync(_access.Owner, "SELECT count(*)::text FROM plan");

        Assert.Equal("00", seen);
    }

    [Fact]
    public async Task Applied_again_it_takes_back_rights_given_by_hand()
    {
        await TestServer.ExecuteAsync($"ALTER ROLE \"{_database.Runtime}\" BYPASSRLS CREATEROLE");
        await TestServer.ExecuteAsync($"GRANT CONNECT ON DATABASE \"{_name}\" TO PUBLIC");

        await ApplyAsync(_database);

        Assert.Equal("false false", await ReadAsync(_access.Runtime, """
            SELECT rolbypassrls::text || ' ' || rolcreaterole::text FROM pg_roles WHERE rolname = current_user
            """));
        Assert.Equal("false", await ReadAsync(_access.Runtime, """
            SELECT has_database_privilege('public', current_database(), 'CONNECT')::text
            """));
    }

    [Fact]
    public async Task Applied_many_times_at_once_it_succeeds_each_time()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ApplyAsync(_database)));

        Assert.All(all, each => Assert.Equal(_access, each));
    }

    [Fact]
    public async Task An_administrator_that_is_no_superuser_may_apply_it()
    {
        var admin = $"{_name}_admin";
        await TestServer.ExecuteAsync($"CREATE ROLE \"{admin}\" LOGIN CREATEDB CREATEROLE PASSWORD 'local'");
        await TestServer.ExecuteAsync($"GRANT mastery_runtime TO \"{admin}\" WITH ADMIN OPTION");
        var server = new NpgsqlConnectionStringBuilder((await TestServer.GetAsync()).AdminConnectionString)
        {
            Username = admin,
            Password = "local",
        }.ConnectionString;
        var modest = new ServiceDatabase($"{_name}_modest", $"{_name}_modest_owner", $"{_name}_modest");

        var its = await Roles.ApplyAsync(
            server, modest, new("secret-a", "secret-b"), TestContext.Current.CancellationToken);
        await Roles.ApplyAsync(server, modest, new("secret-a", "secret-b"), TestContext.Current.CancellationToken);

        Assert.Equal(modest.Runtime, await ReadAsync(its.Runtime, "SELECT current_user::text"));
        await TestServer.ExecuteAsync($"DROP DATABASE \"{modest.Name}\" WITH (FORCE)");
        await TestServer.ExecuteAsync($"DROP ROLE \"{modest.Owner}\", \"{modest.Runtime}\", \"{admin}\"");
    }

    static async Task<DatabaseAccess> ApplyAsync(ServiceDatabase database)
    {
        var admin = (await TestServer.GetAsync()).AdminConnectionString;
        return await Roles.ApplyAsync(
            admin, database, RolePasswords.Derived(admin, database), TestContext.Current.CancellationToken);
    }

    static async Task RunAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static async Task<string?> ReadAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    static async Task RefusedAsync(string connectionString, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connectionString, sql));
        Assert.Equal(InsufficientPrivilege, refusal.SqlState);
    }
}
