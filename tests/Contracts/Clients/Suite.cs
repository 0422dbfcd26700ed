using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Contracts.Tests.Clients;

/// <summary>A small catalogue with a token endpoint, on real ports, and the shipped clients in front of it.</summary>
public sealed class Suite : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly List<ServiceProvider> _providers = [];

    Suite(WebApplication app) => _app = app;

    public Calls Calls => _app.Services.GetRequiredService<Calls>();

    public Uri Address => new(_app.Urls.Single());

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public static async Task<Suite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Calls>();
        var app = builder.Build();
        app.MapGrpcService<Catalogue>();
        app.MapGet("/.well-known/openid-configuration", (Calls calls) => calls.AnswerIssuer());
        app.MapPost("/oauth2/token", (HttpContext context, Calls calls) => calls.AnswerTokenAsync(context));
        await app.StartAsync();
        return new(app);
    }

    public FocusCatalogueService.FocusCatalogueServiceClient Client(
        Action<MasteryClientOptions>? configure = null, bool fakeTime = false)
    {
        var services = new ServiceCollection();
        if (fakeTime)
        {
            services.AddSingleton<TimeProvider>(Time);
        }

        services.AddMasteryClients(options =>
        {
            options.Address = Address;
            options.InitialBackoff = TimeSpan.FromMilliseconds(5);
            configure?.Invoke(options);
        });
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<FocusCatalogueService.FocusCatalogueServiceClient>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        await _app.DisposeAsync();
    }
}

/// <summary>What the catalogue was asked, and what it is to answer.</summary>
public sealed class Calls
{
    int _tokens;

    /// <summary>Failures to answer first, in order.</summary>
    public ConcurrentQueue<RpcException> Failures { get; } = new();

    public ConcurrentQueue<CreateProjectRequest> Created { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    public ConcurrentQueue<DateTime> Deadlines { get; } = new();

    public ConcurrentQueue<string> PageTokens { get; } = new();

    public int TokensGiven => _tokens;

    /// <summary>The status of the token endpoint's answers.</summary>
    public int TokenStatus { get; set; } = StatusCodes.Status200OK;

    /// <summary>The forms that tokens were asked for with, and the header beside each.</summary>
    public ConcurrentQueue<(IFormCollection Form, string Authorization)> TokenRequests { get; } = new();

    /// <summary>How often it was asked who it is.</summary>
    public int Discoveries { get; private set; }

    public IResult AnswerIssuer()
    {
        Discoveries++;
        return Results.Json(new Dictionary<string, string> { ["issuer"] = "https://suite.test/" });
    }

    public async Task AnswerTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        TokenRequests.Enqueue((form, context.Request.Headers.Authorization.ToString()));
        context.Response.StatusCode = TokenStatus;
        await context.Response.WriteAsJsonAsync(TokenStatus == StatusCodes.Status200OK
            ? new Dictionary<string, object>
            {
                ["access_token"] = $"token-{Interlocked.Increment(ref _tokens)}",
                ["expires_in"] = 600,
            }
            : new Dictionary<string, object> { ["error"] = "invalid_client" });
    }

    public void Note(ServerCallContext context)
    {
        Authorizations.Enqueue(context.RequestHeaders.GetValue("authorization") ?? "");
        Deadlines.Enqueue(context.Deadline);
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }
    }
}

sealed class Catalogue(Calls calls) : FocusCatalogueService.FocusCatalogueServiceBase
{
    public override Task<Project> CreateProject(CreateProjectRequest request, ServerCallContext context)
    {
        calls.Created.Enqueue(request);
        calls.Note(context);
        return Task.FromResult(new Project { Name = "projects/NCP24-14" });
    }

    public override Task<Project> GetProject(GetProjectRequest request, ServerCallContext context)
    {
        calls.Note(context);
        return Task.FromResult(new Project { Name = request.Name });
    }

    public override async Task<ResolveCodeResponse> ResolveCode(ResolveCodeRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new();
    }

    public override Task<ListProjectsResponse> ListProjects(ListProjectsRequest request, ServerCallContext context)
    {
        calls.PageTokens.Enqueue(request.PageToken);
        var page = request.PageToken is ""
            ? 1
            : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new ListProjectsResponse
        {
            Projects = { new Project { Code = $"{page}a" }, new Project { Code = $"{page}b" } },
            NextPageToken = page < 3 ? $"{page + 1}" : "",
        });
    }
}
