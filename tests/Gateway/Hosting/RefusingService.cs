using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>A service that refuses each call because there were too many of its token.</summary>
sealed class RefusingService : IAsyncDisposable
{
    readonly WebApplication _app;

    RefusingService(WebApplication app) => _app = app;

    /// <summary>How long callers are told to wait.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the gateway is told that all calls with the token are refused.</summary>
    public bool TellsGateway { get; init; } = true;

    public string Address => _app.Urls.Single();

    /// <summary>The token and the path of each call that has arrived.</summary>
    public ConcurrentQueue<(string Token, string Path)> Calls { get; } = new();

    /// <summary>The error that each call gets.</summary>
    public Google.Rpc.Status Status => ErrorStatus.Of(
        StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, "Too often",
        new Dictionary<string, string> { ["policy"] = "hub", ["limit"] = "5", ["window_seconds"] = "2" },
        [new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryDelay) }]);

    public static async Task<RefusingService> StartAsync(
        bool tellsGateway = true, TimeSpan? retryDelay = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var service = new RefusingService(builder.Build())
        {
            RetryDelay = retryDelay ?? TimeSpan.FromHours(1),
            TellsGateway = tellsGateway,
        };
        service._app.Run(service.RefuseAsync);
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    Task RefuseAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health"))
        {
            return Task.CompletedTask;
        }

        Calls.Enqueue((context.Request.Headers.Authorization.ToString(), context.Request.Path));
        if (TellsGateway)
        {
            context.Response.Headers[ErrorStatus.RefusalHeader] = ErrorStatus.Encoded(Status);
        }

        return context.Request.ContentType is "application/grpc" ? RefuseGrpc(context) : RefuseRestAsync(context);
    }

    Task RefuseGrpc(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        foreach (var (key, value) in ErrorStatus.ToTrailers(Status))
        {
            context.Response.Headers[key] = value;
        }

        return Task.CompletedTask;
    }

    Task RefuseRestAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.RetryAfter = $"{RetryDelay.TotalSeconds:0}";
        context.Response.Headers["RateLimit-Policy"] = "\"hub\";q=5;w=2";
        context.Response.Headers["RateLimit"] = $"\"hub\";r=0;t={RetryDelay.TotalSeconds:0}";
        return context.Response.WriteAsync(
            ErrorStatus.ToBody(Status, StatusCodes.Status429TooManyRequests, accept: null).Body);
    }
}
