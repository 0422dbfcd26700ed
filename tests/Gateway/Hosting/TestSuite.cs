using System.Collections.Concurrent;
using System.Net;
using Mastery.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>
/// The services behind a gateway under test, in one process: one port each, HTTP/2 only, with the real gRPC stack. A
/// request with the header <c>x-echo</c> gets the service and path in the response; others reach two small services.
/// </summary>
public sealed class TestSuite : IAsyncDisposable
{
    /// <summary>The services of the contract and the one that issues tokens.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        .. ContractIndex.Services.Select(service => service.File.Package.Split('.')[1].Replace('_', '-'))
            .Append("access").Distinct().Order(StringComparer.Ordinal),
    ];

    readonly WebApplication _app;

    TestSuite(WebApplication app) => _app = app;

    public Seen Seen => _app.Services.GetRequiredService<Seen>();

    public IReadOnlyDictionary<string, string> Addresses => Names.Zip(_app.Urls).ToDictionary();

    public static async Task<TestSuite> StartAsync(params int[] ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // The settings beside the tests are the gateway's.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var index in Enumerable.Range(0, Names.Count))
            {
                kestrel.Listen(
                    IPAddress.Loopback,
                    ports.ElementAtOrDefault(index),
                    listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
        builder.Services.AddGrpc().AddJsonTranscoding();
        builder.Services.AddSingleton<Seen>();
        var app = builder.Build();
        var suite = new TestSuite(app);
        app.Use(
            (context, next) => context.Request.Headers.ContainsKey("x-echo")
                ? suite.EchoAsync(context)
                : next(context));
        app.UseRouting();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<Directory>();
        app.MapGrpcService<Catalogue>();
        app.MapGet("/health/ready", (Seen seen) => seen.Check() ? Results.Ok() : Results.StatusCode(503));
        app.MapPost(
            "/oauth2/token",
            async (HttpRequest request) => Results.Text((await request.ReadFormAsync())["grant_type"]));
        await app.StartAsync();
        return suite;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    Task EchoAsync(HttpContext context)
    {
        var service = Addresses.Single(
            address => address.Value.EndsWith($":{context.Connection.LocalPort}", StringComparison.Ordinal)).Key;
        context.Response.Headers["x-served-by"] = service;
        context.Response.Headers["x-port"] = $"{context.Connection.LocalPort}";
        context.Response.Headers["x-from"] = context.Request.Headers["X-Forwarded-For"];
        context.Response.Headers["x-forwarded"] = string.Join(
            ' ', context.Request.Headers.Keys.Where(name => name.Contains("orwarded", StringComparison.Ordinal)));
        context.Response.Headers["x-asked-for"] = $"{context.Request.Method} {context.Request.Path}";
        context.Response.Headers["Server"] = "secret/1.0";
        if (context.Request.Headers.TryGetValue("traceparent", out var parent))
        {
            context.Response.Headers["x-trace"] = parent;
        }

        return Task.CompletedTask;
    }
}

/// <summary>What the small services received, and how they shall respond.</summary>
public sealed class Seen
{
    int _checks;

    public bool IsReady { get; set; } = true;

    public ConcurrentQueue<int> Records { get; } = new();

    /// <summary>A call that does not end by itself has arrived.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its caller has cancelled it.</summary>
    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers a readiness check.</summary>
    public bool Check()
    {
        Interlocked.Increment(ref _checks);
        return IsReady;
    }

    /// <summary>Waits for so many further readiness checks of each service.</summary>
    public async Task AfterChecksAsync(int count)
    {
        var end = Volatile.Read(ref _checks) + (count * TestSuite.Names.Count);
        while (Volatile.Read(ref _checks) < end)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
