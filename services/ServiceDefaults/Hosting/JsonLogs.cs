using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Logs for machines: one JSON object a line, with time, trace id, client and hub.</summary>
static class JsonLogs
{
    public static ILoggingBuilder AddJsonLogs(this ILoggingBuilder logging) => logging
        .Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId)
        .AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "O";
        });
}
