using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Ends the process when the role that it runs as could see past row-level security: a superuser, one with
/// BYPASSRLS, or an owner of tables. It is asked for when the database is first reached, before anything else is: a
/// database that is away ends nothing.</summary>
sealed partial class RoleCheck(IHostApplicationLifetime lifetime, ILogger<RoleCheck> log)
{
    const string Sql = """
        SELECT CASE WHEN r.rolsuper THEN 'a superuser'
                    WHEN r.rolbypassrls THEN 'a role with BYPASSRLS'
                    WHEN EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                                 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'
                                   AND pg_has_role(r.oid, c.relowner, 'MEMBER')) THEN 'an owner of tables'
               END
        FROM pg_roles r WHERE r.rolname = current_user
        """;

    volatile bool _passed;

    /// <summary>Why the process ends; null when it does not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Checks the role of a new connection, unless it was found in order already.</summary>
    /// <exception cref="ApiError">UNAVAILABLE: the role may do too much, and the process ends.</exception>
    public async Task RunAsync(NpgsqlConnection connection)
    {
        if (_passed)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Sql, connection);
        if (await command.ExecuteScalarAsync() is string role)
        {
            Refusal = $"ConnectionStrings:Database connects as {connection.UserName}, {role}. Use the runtime role "
                + "that deploy/postgres/roles.sql makes: it owns nothing and sees one hub at a time.";
            LogRefused(Refusal);
            lifetime.StopApplication();
            throw ApiError.Unavailable("The database");
        }

        _passed = true;
    }

    [LoggerMessage(LogLevel.Critical, "The service ends: {Refusal}")]
    partial void LogRefused(string refusal);
}

/// <summary>Reaches the database once at the start, so that a role that may do too much is told of at once.</summary>
sealed class FirstConnection([FromKeyedServices(Readiness.Database)] NpgsqlDataSource database) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(stoppingToken);
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null
            || exception is OperationCanceledException or NpgsqlException)
        {
            // It is away, and readiness says so; whoever reaches it first checks the role. Or the role was refused.
        }
    }
}
