using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Mastery.Cli.Tests.Connector;

/// <summary>The connector as a process of its own.</summary>
public sealed class ProcessTests : ConnectorTest
{
    [Fact]
    public async Task Sends_its_metrics_and_stops_cleanly_on_SIGTERM()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        WriteStaff("1,Ash");
        ConcurrentQueue<string> sent = [];
        await using var collector = await CollectorAsync(sent);
        using var process = Start(collector.Urls.Single());

        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("Next at ", StringComparison.Ordinal) == false);

        Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();
        var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Stopped.", rest, StringComparison.Ordinal);
        Assert.Single(World.Staff);
        Assert.Contains(sent, body => body.Contains("mastery.roster_connector.cycles", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, body => body.Contains("canary", StringComparison.OrdinalIgnoreCase)
            || body.Contains("Ash", StringComparison.Ordinal));
    }

    Process Start(string collector)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "MasteryServices.Cli.dll"), "roster", "connect", "--config",
                WriteConfig(), "--address", Address,
            ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        return Process.Start(start)!;
    }

    static async Task<WebApplication> CollectorAsync(ConcurrentQueue<string> sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            sent.Enqueue(await reader.ReadToEndAsync());
        });
        await app.StartAsync();
        return app;
    }
}
