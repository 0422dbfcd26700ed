using System.Globalization;
using Mastery.Postgres;
using Npgsql;

namespace Mastery.Benchmarks.Setup;

/// <summary>What there is to know of the suite's PostgreSQL server: its process, its programs, its databases.</summary>
sealed class PostgresFacts : IAsyncDisposable
{
    readonly NpgsqlDataSource _participants;

    PostgresFacts(string admin, NpgsqlDataSource participants)
    {
        Admin = new(admin);
        _participants = participants;
        Runtime = new(Roles.Access(admin, Database, RolePasswords.Derived(admin, Database)).Runtime);
    }

    /// <summary>The service that is measured.</summary>
    public static ServiceDatabase Database { get; } = ServiceDatabase.Of("participants");

    /// <summary>The postmaster's process id.</summary>
    public int Process { get; private init; }

    /// <summary>The folder of its programs.</summary>
    public string Programs { get; private init; } = "";

    /// <summary>How a superuser connects.</summary>
    public NpgsqlConnectionStringBuilder Admin { get; }

    /// <summary>How the participants service connects.</summary>
    public NpgsqlConnectionStringBuilder Runtime { get; }

    /// <summary>Finds out.</summary>
    public static async Task<PostgresFacts> OfAsync(string admin)
    {
        var own = new NpgsqlConnectionStringBuilder(admin) { Database = Database.Name };
        var source = NpgsqlDataSource.Create(own);
        await using var command = source.CreateCommand("""
            SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int,
                (SELECT setting FROM pg_config WHERE name = 'BINDIR')
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(own.ConnectionString, source) { Process = reader.GetInt32(0), Programs = reader.GetString(1) };
    }

    /// <summary>A program of the same installation, or null where it lacks that one.</summary>
    public string? Program(string name) =>
        Path.Combine(Programs, name) is var path && File.Exists(path) ? path : null;

    /// <summary>What tells one of those programs where to connect, and as whom.</summary>
    public static Dictionary<string, string> Environment(NpgsqlConnectionStringBuilder to) => new()
    {
        ["PGHOST"] = to.Host!,
        ["PGPORT"] = to.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = to.Username!,
        ["PGPASSWORD"] = to.Password!,
        ["PGDATABASE"] = to.Database!,
    };

    /// <summary>How a program connects, tuned as the services' connections are.</summary>
    public static string Tuned(NpgsqlConnectionStringBuilder to) =>
        new NpgsqlConnectionStringBuilder(to.ConnectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            CancellationTimeout = -1,
            MaxPoolSize = 16,
        }.ConnectionString;

    /// <summary>Runs a statement as the superuser, in the participants service's database.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = _participants.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value that a query answers.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = _participants.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _participants.DisposeAsync();
}
