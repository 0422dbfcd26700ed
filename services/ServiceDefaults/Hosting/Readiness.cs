using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

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
        services.AddSingleton<SchemaCheck>().AddHealthChecks().AddCheck<SchemaCheck>("database", tags: [Ready]);
        return services;
    }

    public static void MapReadiness(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", Of(Live)).AllowAnonymous();
        app.MapHealthChecks("/health/ready", Of(Ready)).AllowAnonymous();
        app.MapGrpcHealthChecksService().AllowAnonymous();
    }

    static HealthCheckOptions Of(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new HealthAnswer(
            report.Status.ToString().ToLowerInvariant(),
            [.. report.Entries.Values.Select(entry => entry.Description).OfType<string>()]), context.RequestAborted),
    };

    sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);
}

/// <summary>Not ready while the service is about to stop.</summary>
sealed class DrainCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.Draining ? HealthCheckResult.Unhealthy("is about to stop") : HealthCheckResult.Healthy());
}
