using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using FeedChange = Mastery.Changes.V1.Change;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>What a receiver got.</summary>
sealed record Received(string Path, IHeaderDictionary Headers, string Body)
{
    public string Id => $"{Headers["webhook-id"]}";

    public string Type => Root.GetProperty("type").GetString()!;

    public FeedChange Change => FeedChange.Parser.ParseJson(Root.GetProperty("data").GetRawText());

    public string[] Signatures => $"{Headers["webhook-signature"]}".Split(' ');

    JsonElement Root => JsonDocument.Parse(Body).RootElement;

    /// <summary>A field of the resource after the change.</summary>
    public string After(string field) => Change.After.Fields[field].StringValue;

    /// <summary>The signature by a secret, as the specification of Standard Webhooks computes it.</summary>
    public string SignedBy(string secret) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]),
        Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Body}")));
}

/// <summary>A program that receives webhooks: each path answers as its test wants.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();
    readonly ConcurrentQueue<Received> _received = [];
    WebApplication _app = null!;

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        receiver._app = builder.Build();
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The address of a path.</summary>
    public string Address(string path) => $"{_app.Urls.Single()}/{path}";

    /// <summary>What a path got, in the order in which it came.</summary>
    public List<Received> At(string path) => [.. _received.Where(received => received.Path == $"/{path}")];

    /// <summary>Answers a path with statuses, the last of them for ever.</summary>
    public void Answer(string path, params int[] statuses)
    {
        var number = 0;
        On(path, context =>
        {
            context.Response.StatusCode = statuses[Math.Min(number++, statuses.Length - 1)];
            return Task.CompletedTask;
        });
    }

    /// <summary>Answers a path.</summary>
    public void On(string path, Func<HttpContext, Task> answer) => _answers[$"/{path}"] = answer;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var path = context.Request.Path.Value!;
        _received.Enqueue(new(path, new HeaderDictionary(
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)),
            await reader.ReadToEndAsync()));
        if (_answers.TryGetValue(path, out var answer))
        {
            await answer(context);
        }
    }
}
