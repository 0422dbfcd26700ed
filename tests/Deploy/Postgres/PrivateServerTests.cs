using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Mastery.Deploy.Tests.Readmes;
using Mastery.Postgres;
using Mastery.Postgres.Cluster;
using Mastery.Postgres.Discovery;
using Npgsql;

namespace Mastery.Deploy.Tests.Postgres;

public sealed class PrivateServerTests : IDisposable
{
    const int NoSuchRelease = 99;

    static readonly IProgress<string> Quiet = new Progress<string>();

    readonly ServerOptions _options = new()
    {
        Folder = Directory.CreateTempSubdirectory("mastery-postgres-tests-").FullName,
        Binaries = Path.Combine(Path.GetTempPath(), "mastery-binaries"),
    };

    public void Dispose()
    {
        if (Directory.Exists(_options.Folder))
        {
            Directory.Delete(_options.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task Keeps_its_data_over_a_restart()
    {
        await using (var first = await StartAsync(_options))
        {
            await ReadAsync(first, "CREATE TABLE kept (id text); INSERT INTO kept VALUES ('a'); SELECT ''");
        }

        await using var second = await StartAsync(_options);

        Assert.Equal("a", await ReadAsync(second, "SELECT id FROM kept"));
    }

    [Fact]
    public async Task Is_private_safe_and_the_same_everywhere()
    {
        await using var server = await StartAsync(_options);

        var settings = await ReadAsync(server, """
            SELECT string_agg(name || '=' || current_setting(name), ' ' ORDER BY name)
            FROM unnest(ARRAY['data_checksums', 'fsync', 'listen_addresses', 'password_encryption', 'server_encoding',
                              'timezone', 'unix_socket_directories']) AS name
            """);

        Assert.Equal(
            "data_checksums=on fsync=on listen_addresses=127.0.0.1 password_encryption=scram-sha-256 "
            + "server_encoding=UTF8 timezone=UTC unix_socket_directories=",
            settings);
    }

    [Fact]
    public async Task Orders_text_by_code_point_and_knows_upper_case()
    {
        await using var server = await StartAsync(_options);

        Assert.Equal(
            "B,a,é", await ReadAsync(server, "SELECT string_agg(t, ',' ORDER BY t) FROM unnest(ARRAY['a','B','é']) t"));
        Assert.Equal("É", await ReadAsync(server, "SELECT upper('é')"));
    }

    [Fact]
    public async Task A_database_of_a_service_is_UTF8_where_new_databases_are_not()
    {
        await using var server = await StartAsync(ServerOptions.ForTests(_options.Binaries));
        string[] statements =
        [
            "ALTER DATABASE template1 IS_TEMPLATE false", "DROP DATABASE template1",
            "CREATE DATABASE template1 ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
        ];
        foreach (var statement in statements)
        {
            await ReadAsync(server, statement);
        }

        var access = await Roles.ApplyAsync(server.AdminConnectionString, ServiceDatabase.Of("plans"),
            new("owner", "runtime"), TestContext.Current.CancellationToken);

        Assert.Equal("UTF8", await ReadAsync(access.Runtime, "SHOW server_encoding"));
    }

    [Fact]
    public async Task Refuses_to_connect_without_the_password()
    {
        await using var server = await StartAsync(_options);
        var guess = new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Password = "postgres" };

        await using var connection = new NpgsqlConnection(guess.ConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task A_temporary_one_leaves_nothing()
    {
        var temporary = ServerOptions.ForTests(_options.Binaries);
        var server = await StartAsync(temporary);
        var process = server.ServerProcess;

        await server.DisposeAsync();

        Assert.True(LocalCluster.IsGone(process));
        Assert.False(Directory.Exists(temporary.Folder));
    }

    [Fact]
    public async Task Says_so_when_another_run_uses_the_folder()
    {
        await using var first = await StartAsync(_options);

        var refusal = await RefusalAsync(_options);

        Assert.Contains("Another run is using the cluster", refusal, StringComparison.Ordinal);
        Assert.Equal("1", await ReadAsync(first, "SELECT '1'"));
    }

    [Fact]
    public async Task Says_so_when_the_port_is_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await RefusalAsync(_options with { Port = port });

        Assert.Contains($"Port {port}, for PostgreSQL, is in use", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_the_cluster_is_broken()
    {
        await (await StartAsync(_options)).DisposeAsync();
        File.Delete(Path.Combine(_options.Folder, "data", "global", "pg_control"));

        var refusal = await RefusalAsync(_options);

        Assert.Contains("does not start", refusal, StringComparison.Ordinal);
        Assert.Contains("pg_control", refusal, StringComparison.Ordinal);
        Assert.Contains("--fresh", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_another_release_made_the_cluster()
    {
        await (await StartAsync(_options)).DisposeAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_options.Folder, "data", "PG_VERSION"), "11\n", TestContext.Current.CancellationToken);

        var refusal = await RefusalAsync(_options);

        Assert.Contains("made by PostgreSQL 11", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_to_install_or_set_where_there_is_none_and_installs_nothing_itself()
    {
        var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Installations.GetAsync(
            _options.Folder, NoSuchRelease, Quiet, TestContext.Current.CancellationToken));

        Assert.Contains("the package `postgresql`", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Node.js with npm", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresServer.Variable, refusal.Message, StringComparison.Ordinal);
        var source = SourceTree.Files("deploy").Concat(SourceTree.Files("tests/Testing")).Select(File.ReadAllText);
        Assert.DoesNotContain(source, text => text.Contains("sudo", StringComparison.Ordinal)
            || text.Contains("apt-get", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Begins_anew_after_it_was_erased()
    {
        await using (var first = await StartAsync(_options))
        {
            await ReadAsync(first, "CREATE TABLE kept (id text); SELECT ''");
        }

        await PostgresServer.EraseAsync(_options, [], Quiet, TestContext.Current.CancellationToken);
        await using var second = await StartAsync(_options);

        Assert.Equal("", await ReadAsync(second, "SELECT coalesce(to_regclass('kept')::text, '')"));
    }

    [Fact]
    public async Task Is_not_erased_while_another_run_uses_it()
    {
        await using var running = await StartAsync(_options);

        await Assert.ThrowsAsync<PostgresUnavailableException>(
            () => PostgresServer.EraseAsync(_options, [], Quiet, TestContext.Current.CancellationToken));

        Assert.Equal("1", await ReadAsync(running, "SELECT '1'"));
    }

    [Fact]
    public async Task Takes_over_from_a_run_of_which_only_the_server_survived()
    {
        var first = await StartAsync(_options);
        var orphan = first.ServerProcess;
        await ReadAsync(first, "CREATE TABLE kept (id text); INSERT INTO kept VALUES ('a'); SELECT ''");
        using (var supervisor = Process.GetProcessById(first.SupervisorProcess))
        {
            supervisor.Kill();
        }

        await first.DisposeAsync();
        Assert.False(LocalCluster.IsGone(orphan));

        await using var second = await StartAsync(_options);

        Assert.True(LocalCluster.IsGone(orphan));
        Assert.Equal("a", await ReadAsync(second, "SELECT id FROM kept"));
    }

    [Fact]
    public async Task Recovers_when_the_server_itself_was_killed_and_its_process_file_is_stale()
    {
        await using (var first = await StartAsync(_options))
        {
            await ReadAsync(first, "CREATE TABLE kept (id text); INSERT INTO kept VALUES ('a'); SELECT ''");
            using var server = Process.GetProcessById(first.ServerProcess);
            server.Kill();
            await first.Exited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }

        await using var second = await StartAsync(_options);

        Assert.Equal("a", await ReadAsync(second, "SELECT id FROM kept"));
    }

    [Fact]
    public async Task Makes_a_whole_cluster_after_an_interrupted_first_start()
    {
        var half = Directory.CreateDirectory(Path.Combine(_options.Folder, "data.draft"));
        await File.WriteAllTextAsync(
            Path.Combine(half.FullName, "PG_VERSION"), "15\n", TestContext.Current.CancellationToken);

        await using var server = await StartAsync(_options);

        Assert.Equal("1", await ReadAsync(server, "SELECT '1'"));
    }

    [Fact]
    public async Task Keeps_the_cluster_elsewhere_when_its_user_cannot_reach_the_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts the server as another user.");
        // A temporary folder is root's alone, as a clone under /root is.
        var closed = _options with { Folder = Path.Combine(_options.Folder, "postgres") };

        await using (var server = await StartAsync(closed))
        {
            Assert.Contains("/var/lib/mastery-services/postgres-", server.Description, StringComparison.Ordinal);
        }

        await PostgresServer.EraseAsync(closed, [], Quiet, TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(closed.Folder));
    }

    static Task<PostgresServer> StartAsync(ServerOptions options) =>
        PostgresServer.StartPrivateAsync(options, Quiet, TestContext.Current.CancellationToken);

    static async Task<string> RefusalAsync(ServerOptions options) =>
        (await Assert.ThrowsAsync<PostgresUnavailableException>(() => StartAsync(options))).Message;

    static Task<string?> ReadAsync(PostgresServer server, string sql) => ReadAsync(server.AdminConnectionString, sql);

    static async Task<string?> ReadAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
