using System.Net.Mime;
using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mastery.Gateway.Edge;

/// <summary>What applies to every request: limits, error bodies, cross-origin rules.</summary>
static class EdgeSetup
{
    static readonly string[] ExposedHeaders =
    [
        "grpc-status", "grpc-message", "grpc-status-details-bin", "X-Request-Id", "Retry-After", "RateLimit",
        "RateLimit-Policy", "ETag", "Link", "Location", "WWW-Authenticate",
    ];

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
        AddAddresses(builder);
        AddCompression(builder.Services);
        AddCors(builder);
    }

    public static void UseEdge(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TrustedProxies>().Any)
        {
            app.UseForwardedHeaders();
        }

        if (app.Configuration.GetSection("Cors:Origins").Exists())
        {
            app.UseCors();
        }

        if (app.Services.GetRequiredService<AddressRateLimit>().Enabled)
        {
            app.UseRateLimiter();
        }

        app.UseResponseCompression();
        app.UseRequestDecompression();
        app.UseMiddleware<OwnGrpcCalls>();
    }

    static void AddAddresses(WebApplicationBuilder builder)
    {
        var proxies = builder.Configuration.GetSection("ForwardedHeaders").Get<TrustedProxies>() ?? new();
        var limit = builder.Configuration.GetSection("RateLimits:Address").Get<AddressRateLimit>() ?? new();
        builder.Services.AddSingleton(proxies).AddSingleton(limit);
        builder.Services.Configure<ForwardedHeadersOptions>(proxies.Configure);
        builder.Services.AddRateLimiter(limit.Configure);
    }

    static void AddCompression(IServiceCollection services) => services.AddRequestDecompression()
        .AddResponseCompression(compression =>
        {
            // What makes this unsafe is a secret and an attacker's text in an answer that a browser fetches with a
            // cookie: callers here send a token of their own.
            compression.EnableForHttps = true;
            compression.MimeTypes =
                [.. ResponseCompressionDefaults.MimeTypes, ErrorBody.ProblemJson, MediaTypeNames.Text.Csv];
        });

    // One line per request would cost more than forwarding it; failures are logged where they are answered.
    static void AddQuietLogs(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Yarp", LogLevel.None);
        // Not ready is a normal result, not an error; the probe logs which service changed.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("Grpc", LogLevel.Warning);
        // The gateway itself serves health only: a message that cannot be read is the caller's fault.
        builder.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
        if (builder.Environment.IsProduction())
        {
            builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId)
                .AddJsonConsole(options =>
                {
                    options.IncludeScopes = true;
                    options.UseUtcTimestamp = true;
                    options.TimestampFormat = "O";
                });
        }
    }

    static void AddCors(WebApplicationBuilder builder) =>
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
        .AllowAnyMethod()
        .AllowAnyHeader()
        .WithExposedHeaders(ExposedHeaders)
        .SetPreflightMaxAge(TimeSpan.FromHours(1))));
}
