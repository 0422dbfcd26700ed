using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mastery.Gateway.Telemetry;

/// <summary>Traces and metrics over OTLP when a collector is configured (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>); none
/// otherwise.</summary>
static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gateway"))
            .WithTracing(tracing => tracing
                .SetSampler(
                    new ParentBasedSampler(
                        new TraceIdRatioBasedSampler(builder.Configuration.GetValue("Telemetry:SampleRatio", 0.05))))
                .AddAspNetCoreInstrumentation(
                    options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health")))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
