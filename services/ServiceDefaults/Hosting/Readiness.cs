using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Alive is not ready: a service is ready when its database, if it has one, answers and has the settings
/// and the schema it expects, and it is not about to stop.</summary>
static class Readiness
{
    /// <summary>The key of the data source that readiness asks, apart from the pool of the calls.</summary>
    public const string Database = "readiness";

    const string Live = "live";
    const string Ready = "ready";

    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddOptions<DrainOptions>().BindConfiguration("Drain").ValidateOnStart()
            .Validate(drain => drain.Wait >= TimeSpan.Zero && drain.Finish >= TimeSpan.Zero,
                "Drain:Wait and Drain:Finish must not be negative.");
        services.AddSingleton<IConfigureOptions<HostOptions>, DrainTimeout>();
        services.AddHealthChecks().AddCheck("process", () => HealthCheckResult.Healthy(), [Live])
            .AddCheck<DrainCheck>("draining", tags: [Ready]);
        services.AddGrpcHealthChecks(options =>
        {
            options.Services.Map("", check => check.Tags.Contains(Ready));
            options.Services.Map("liveness", check => check.Tags.Contains(Live));
        });
        return services;
    }

    public static IServiceCollection AddDatabaseReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<SchemaCheck>("database", tags: [Ready]);
        return services;
    }

    public static void MapReadiness(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", Of(Live)).AllowAnonymous();
        app.MapHealthChecks("/health/ready", Of(Ready)).AllowAnonymous();
        app.MapGrpcHealthChecksService().AllowAnonymous();
    }

    static HealthCheckOptions Of(string tag) => new() { Predicate = check => check.Tags.Contains(tag) };
}

/// <summary>Not ready while the service is about to stop.</summary>
sealed class DrainCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.Draining ? HealthCheckResult.Unhealthy("is about to stop") : HealthCheckResult.Healthy());
}

/// <summary>Not ready while the database is away, or its sessions have other settings or it has another schema than the
/// service expects.</summary>
sealed partial class SchemaCheck([FromKeyedServices(Readiness.Database)] NpgsqlDataSource database,
    NpgsqlDataSource work, Migrator migrator, ILogger<SchemaCheck> log)
    : IHealthCheck
{
    const string Applied = $"SELECT name FROM {Migrator.VersionTable} WHERE success AND name = ANY($1)";

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
            return missing.Count == 0
                ? HealthCheckResult.Healthy()
                : NotReady($"the schema lacks {string.Join(", ", missing.Order())}: run migrate");
        }
        catch (NpgsqlException)
        {
            return NotReady("the database does not answer");
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

    HealthCheckResult NotReady(string why)
    {
        LogNotReady(why);
        return HealthCheckResult.Unhealthy(why);
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Why}")]
    partial void LogNotReady(string why);
}
