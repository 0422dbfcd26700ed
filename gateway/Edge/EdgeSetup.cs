using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mastery.Gateway.Edge;

/// <summary>What applies to every request: limits, error bodies, cross-origin rules.</summary>
static class EdgeSetup
{
    static readonly string[] GrpcHeaders =
        ["grpc-status", "grpc-message", "grpc-status-details-bin", "X-Request-Id", "Retry-After"];

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("Limits").Get<EdgeLimits>() ?? new();
        builder.Services.AddSingleton(limits);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
        });
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        // The first filter, so that a request refused by the host gets the common error body too.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ErrorBodyStartupFilter>());
        AddQuietLogs(builder);
        AddCors(builder);
    }

    public static void UseEdge(this WebApplication app)
    {
        if (app.Configuration.GetSection("Cors:Origins").Exists())
        {
            app.UseCors();
        }
    }

    // One line per request would cost more than forwarding it; failures are logged where they are answered.
    static void AddQuietLogs(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Yarp", LogLevel.None);
        // Not ready is a normal result, not an error; the probe logs which service changed.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("Grpc", LogLevel.Warning);
        // The gateway itself serves reflection and health only: a caller that closes such a stream is no failure.
        builder.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
        if (builder.Environment.IsProduction())
        {
            builder.Logging.AddJsonConsole();
        }
    }

    static void AddCors(WebApplicationBuilder builder) =>
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
        .AllowAnyMethod()
        .AllowAnyHeader()
        .WithExposedHeaders(GrpcHeaders)
        .SetPreflightMaxAge(TimeSpan.FromHours(1))));
}
