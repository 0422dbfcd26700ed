using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mastery.Suite.Tests.Telemetry;

/// <summary>Takes traces and metrics by OTLP over HTTP, as text: names and values stand in the messages as they
/// are.</summary>
sealed class TelemetryReceiver : IAsyncDisposable
{
    readonly ConcurrentQueue<(string Path, string Text)> _received = new();
    WebApplication _app = null!;

    /// <summary>What makes a program send to it, soon and all of it.</summary>
    public IReadOnlyList<string> Settings =>
    [
        $"--OTEL_EXPORTER_OTLP_ENDPOINT={_app.Urls.Single()}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        "--OTEL_BSP_SCHEDULE_DELAY=100", "--OTEL_METRIC_EXPORT_INTERVAL=200", "--Telemetry:SampleRatio=1",
    ];

    /// <summary>All that came.</summary>
    public string Text => string.Concat(_received.Select(one => one.Text));

    public static async Task<TelemetryReceiver> StartAsync()
    {
        var receiver = new TelemetryReceiver();
        // Without the settings of the programs beside it.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        receiver._app = builder.Build();
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Whether a word came in what was sent to a path.</summary>
    public bool Has(string path, string word) => _received.Any(
        one => one.Path == path && one.Text.Contains(word, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
