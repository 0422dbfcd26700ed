using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mastery.Mis.Tests.StandIns;

/// <summary>A server on this machine that answers as an API's documentation says, and misbehaves when a test
/// asks.</summary>
abstract class StandIn : IAsyncDisposable
{
    readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = [];
    readonly WebApplication _app;

    protected StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Its address.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>By how much its clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The time there.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + Skew;

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>How a client waits for it in a test: not long.</summary>
    public static ApiLimits Limits => new()
    {
        Delay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20), Retries = 3,
        LongestDelay = TimeSpan.FromSeconds(5),
    };

    /// <summary>Answers a later request otherwise; of several, each is for one request.</summary>
    public void Fail(Func<HttpContext, Task> fault) => _faults.Enqueue(fault);

    /// <summary>Answers a later request with a status.</summary>
    public void Fail(int status, string? retryAfter = null, string body = "canary-body") => Fail(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body);
    });

    /// <summary>Starts it.</summary>
    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers a request; null for 404.</summary>
    protected abstract JsonNode? Answer(HttpContext context);

    /// <summary>Whether a request is signed.</summary>
    protected abstract bool IsSigned(HttpContext context);

    /// <summary>A parameter of the query.</summary>
    protected static string Query(HttpContext context, string name) => context.Request.Query[name].ToString();

    async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.ToString()));
        context.Response.Headers.Date = Now.ToString("R");
        if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        if (!IsSigned(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var answer = Answer(context);
        context.Response.StatusCode = answer is null && context.Response.StatusCode == StatusCodes.Status200OK
            ? StatusCodes.Status404NotFound : context.Response.StatusCode;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer?.ToJsonString() ?? "{\"error\":\"canary-error\"}");
    }
}
