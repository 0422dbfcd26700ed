using System.Globalization;
using Mastery.Postgres.Cluster;
using Npgsql;

namespace Mastery.Postgres;

/// <summary>
/// A PostgreSQL server to create the services' databases on: the one that <c>MASTERY_POSTGRES</c> names, or a private
/// one on 127.0.0.1 that lives as long as this object, and never longer than this process.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>
    /// The environment variable with the connection string of a server to use, as a superuser or a role with CREATEDB
    /// and CREATEROLE.
    /// </summary>
    public const string Variable = "MASTERY_POSTGRES";

    const int OldestVersion = 15_00_00;

    readonly LocalCluster? _cluster;

    PostgresServer(string adminConnectionString, string description, LocalCluster? cluster)
    {
        AdminConnectionString = adminConnectionString;
        Description = description;
        _cluster = cluster;
    }

    /// <summary>Connects as the administrator to the maintenance database.</summary>
    public string AdminConnectionString { get; }

    /// <summary>Release and place, for messages.</summary>
    public string Description { get; }

    /// <summary>Whether this process started the server and will stop it.</summary>
    public bool IsPrivate => _cluster is not null;

    /// <summary>Completes when a private server ends without having been told to, and is cancelled when it is told
    /// to.</summary>
    public Task Exited => _cluster?.Exited ?? Task.Delay(Timeout.Infinite);

    internal int ServerProcess => _cluster!.ServerProcess;

    internal int SupervisorProcess => _cluster!.SupervisorProcess;

    /// <summary>
    /// Connects to the server of <c>MASTERY_POSTGRES</c>, or finds PostgreSQL's programs (installed, or
    /// fetched by npm) and starts a private server.
    /// </summary>
    /// <param name="options">Folder, port and kind of a private server.</param>
    /// <param name="progress">Gets messages about each step.</param>
    /// <param name="cancellation">Gives up; nothing is left running.</param>
    /// <exception cref="PostgresUnavailableException">There is no server; the message says what to do.</exception>
    public static async Task<PostgresServer> StartAsync(
        ServerOptions options, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        if (External is not { } connection)
        {
            return await StartPrivateAsync(options, progress ?? new Progress<string>(), cancellation);
        }

        var description = await ExamineAsync(connection, cancellation);
        return new(Maintenance(connection), description, cluster: null);
    }

    /// <summary>
    /// Removes all data: the private cluster, or the given databases on the server of <c>MASTERY_POSTGRES</c>.
    /// </summary>
    /// <param name="options">The folder of the private cluster.</param>
    /// <param name="databases">The databases to drop on a server that is not private.</param>
    /// <param name="progress">Gets messages about each step.</param>
    /// <param name="cancellation">Gives up; some of the data may be gone.</param>
    /// <exception cref="PostgresUnavailableException">Another run is using it, or it cannot be reached.</exception>
    public static async Task EraseAsync(
        ServerOptions options,
        IEnumerable<ServiceDatabase> databases,
        IProgress<string>? progress = null,
        CancellationToken cancellation = default)
    {
        if (External is not { } connection)
        {
            await LocalCluster.EraseAsync(options, progress ?? new Progress<string>(), cancellation);
            return;
        }
        await ExamineAsync(connection, cancellation);
        await using var source = NpgsqlDataSource.Create(Maintenance(connection));
        foreach (var database in databases)
        {
            await using var drop = source.CreateCommand($"DROP DATABASE IF EXISTS \"{database.Name}\" WITH (FORCE)");
            await drop.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Stops a private server and waits until it has stopped; leaves one that was there before.</summary>
    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static async Task<PostgresServer> StartPrivateAsync(
        ServerOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        var cluster = await LocalCluster.StartAsync(options, progress, cancellation);
        return new(cluster.AdminConnectionString, cluster.Description, cluster);
    }

    static string? External =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection ? connection : null;

    // By default, a connection without a database uses one with the role's name, and the encoding of the environment.
    static string Maintenance(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ClientEncoding = "UTF8" };
        settings.Database ??= "postgres";
        return settings.ConnectionString;
    }

    static async Task<string> ExamineAsync(string connectionString, CancellationToken cancellation)
    {
        const string Question = """
            SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
                   rolsuper OR (rolcreatedb AND rolcreaterole)
            FROM pg_roles WHERE rolname = current_user
            """;
        try
        {
            await using var source = NpgsqlDataSource.Create(Maintenance(connectionString));
            await using var command = source.CreateCommand(Question);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            if (reader.GetInt32(0) < OldestVersion)
            {
                throw Unusable($"is PostgreSQL {reader.GetString(1)}; 15 or later is needed");
            }

            if (!reader.GetBoolean(2))
            {
                throw Unusable("does not let this role create databases and roles");
            }

            return string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {reader.GetString(1)} of {Variable}");
        }
        catch (Exception problem) when (problem is NpgsqlException or ArgumentException)
        {
            throw Unusable($"cannot be reached: {problem.Message}", problem);
        }
    }

    static PostgresUnavailableException Unusable(string what, Exception? cause = null) =>
        new($"The server of {Variable} {what}.", cause);
}
