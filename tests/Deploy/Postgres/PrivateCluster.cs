using Mastery.Postgres;
using Npgsql;

namespace Mastery.Deploy.Tests.Postgres;

/// <summary>A private cluster in a folder of its own, whose server is started and stopped again.</summary>
sealed class PrivateCluster : IDisposable
{
    readonly string _parent = Directory.CreateTempSubdirectory("mastery-cluster-tests-").FullName;

    /// <param name="name">The name of its folder.</param>
    public PrivateCluster(string name = "postgres")
    {
        // As root, PostgreSQL runs as another user, who must be able to pass through.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_parent, (UnixFileMode)0b111_101_101);
        }

        Folder = Directory.CreateDirectory(Path.Combine(_parent, name)).FullName;
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    public Task<PostgresServer> StartAsync() => PostgresServer.StartPrivateAsync(
        new() { Folder = Folder, Binaries = Path.Combine(Path.GetTempPath(), "mastery-binaries") },
        new Progress<string>(), TestContext.Current.CancellationToken);

    /// <summary>Makes it, with a row to be found again.</summary>
    public async Task<PostgresServer> WithDataAsync(bool keepRunning = false)
    {
        var server = await StartAsync();
        await ReadAsync(server, "CREATE TABLE kept (id text); INSERT INTO kept VALUES ('a'); SELECT ''");
        if (!keepRunning)
        {
            await server.DisposeAsync();
        }

        return server;
    }

    /// <summary>Starts it and looks for the row.</summary>
    public async Task HasItsDataAsync()
    {
        await using var server = await StartAsync();
        Assert.Equal("a", await ReadAsync(server, "SELECT id FROM kept"));
    }

    /// <summary>Starts it and gets the message of a start that fails.</summary>
    public async Task<string> RefusalAsync() =>
        (await Assert.ThrowsAsync<PostgresUnavailableException>(StartAsync)).Message;

    static async Task<string?> ReadAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
