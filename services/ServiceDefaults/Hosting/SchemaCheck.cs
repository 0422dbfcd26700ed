using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Not ready while the database is away, or its sessions have other settings or it has another schema than the
/// service expects; degraded while it serves reads only.</summary>
sealed partial class SchemaCheck([FromKeyedServices(Readiness.Database)] NpgsqlDataSource database,
    NpgsqlDataSource work, Migrator migrator, DatabaseFaults faults, ILogger<SchemaCheck> log) : IHealthCheck
{
    const string Applied = $"SELECT name FROM {Migrator.VersionTable} WHERE success AND name = ANY($1)";
    const string ReadOnly = "SELECT current_setting('transaction_read_only') = 'on'";

    // What was logged last: readiness is asked every second, a state is logged when it begins.
    string? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (await SessionSettings.Runtime.ProblemAsync(connection, cancellationToken) is { } problem)
            {
                // A session keeps the settings that its role had when it began.
                database.Clear();
                work.Clear();
                return NotReady(problem);
            }

            var missing = await MissingAsync(connection, cancellationToken);
            return missing.Count > 0 ? NotReady($"the schema lacks {string.Join(", ", missing.Order())}: run migrate")
                : await IsReadOnlyAsync(connection, cancellationToken)
                    ? Degraded("the database takes no changes: it is a standby or was made read-only")
                : faults.DiskFull ? Degraded("the database's disk is full: it refuses changes")
                : Ready();
        }
        catch (NpgsqlException exception)
        {
            return NotReady(Reason(exception));
        }
        catch (ApiError)
        {
            return NotReady("the role of the database is refused");
        }
    }

    async Task<HashSet<string>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        HashSet<string> missing = [.. migrator.Expected];
        await using var command = new NpgsqlCommand(Applied, connection)
        {
            Parameters = { new() { Value = migrator.Expected.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            missing.Remove(reader.GetString(0));
        }

        return missing;
    }

    static async Task<bool> IsReadOnlyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadOnly, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    static string Reason(NpgsqlException exception) => (exception as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.TooManyConnections => "the database has no connection left",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "the database refuses the role of ConnectionStrings:Database, or its password",
        PostgresErrorCodes.InvalidCatalogName => "the database of ConnectionStrings:Database does not exist",
        PostgresErrorCodes.UndefinedTable => "the schema is not there: run migrate",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "the database is restarting",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => "the database takes too long",
        _ => "the database does not answer",
    };

    HealthCheckResult Ready()
    {
        _last = null;
        return HealthCheckResult.Healthy();
    }

    /// <summary>Reads are still served, so that calls go on coming.</summary>
    HealthCheckResult Degraded(string why)
    {
        if (Interlocked.Exchange(ref _last, why) != why)
        {
            LogDegraded(why);
        }

        return HealthCheckResult.Degraded(why);
    }

    HealthCheckResult NotReady(string why)
    {
        if (Interlocked.Exchange(ref _last, why) != why)
        {
            LogNotReady(why);
        }

        return HealthCheckResult.Unhealthy(why);
    }

    [LoggerMessage(LogLevel.Warning, "Only reads are served: {Why}")]
    partial void LogDegraded(string why);

    [LoggerMessage(LogLevel.Warning, "Not ready: {Why}")]
    partial void LogNotReady(string why);
}
