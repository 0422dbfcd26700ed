using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mastery.ServiceDefaults;

/// <summary>Traces and metrics, collected only where something receives them.</summary>
static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "mastery"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(options =>
                options.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                    .AddHttpClientInstrumentation().AddNpgsql())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("Npgsql", RevocationPolling.Meter, WebhookMetrics.Meter))
            .UseOtlpExporter();
    }
}
