using System.Security.Cryptography;
using Mastery.Postgres;
using Npgsql;

namespace Mastery.Testing;

/// <summary>
/// The PostgreSQL server of this test process, started when the first test needs it. A private server ends and is
/// removed with the process, however that ends.
/// </summary>
public static class TestServer
{
    static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);

    /// <summary>The prefix of this process's databases, because others may use the same server.</summary>
    public static string Prefix { get; } = $"test_{RandomNumberGenerator.GetHexString(6, lowercase: true)}_";

    /// <summary>The running server.</summary>
    public static Task<PostgresServer> GetAsync() => Server.Value;

    /// <summary>Runs one statement as the administrator, in the maintenance database.</summary>
    public static async Task ExecuteAsync(string sql)
    {
        var server = await GetAsync();
        await using var connection = new NpgsqlConnection(server.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync(ServerOptions.ForTests(Binaries()));
        if (!server.IsPrivate)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll(server.AdminConnectionString);
        }

        return server;
    }

    // The same folder as the local suite's, so that programs are fetched once for both.
    static string Binaries()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MasteryServices.slnx")))
            {
                return Path.Combine(folder, ".local", "binaries");
            }
        }
        return Path.Combine(Path.GetTempPath(), "mastery-binaries");
    }

    // Synchronous, because the process is about to end and does not wait for tasks.
    static void DropAll(string adminConnectionString)
    {
        using var connection = new NpgsqlConnection(adminConnectionString);
        connection.Open();
        List<string> names = [];
        using (var list = new NpgsqlCommand(
            "SELECT datname FROM pg_database WHERE starts_with(datname, $1)", connection))
        {
            list.Parameters.Add(new() { Value = Prefix });
            using var reader = list.ExecuteReader();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
        }
        foreach (var name in names)
        {
            using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", connection);
            drop.ExecuteNonQuery();
        }
    }
}
