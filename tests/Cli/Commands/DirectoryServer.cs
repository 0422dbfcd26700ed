using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.Cli.Tests.Commands;

/// <summary>A directory behind a real port that takes what it is sent, and rejects or refuses as told.</summary>
public sealed partial class DirectoryServer : IAsyncLifetime
{
    WebApplication? _app;

    public string Address { get; private set; } = "";

    internal Received Received { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(
                System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(Received).AddGrpc();
        _app = builder.Build();
        _app.MapPost("/oauth2/token", async (HttpRequest request) =>
        {
            Received.TokenForms.Enqueue(await request.ReadFormAsync());
            return Results.Json(new { access_token = "token", expires_in = 600 });
        });
        _app.MapGrpcService<Directory>();
        _app.MapGrpcService<People>();
        _app.MapGrpcService<Rosters>();
        _app.MapGrpcService<DataRequests>();
        _app.MapGrpcService<Access>();
        _app.MapGrpcService<WorkGroups>();
        _app.MapGrpcService<Catalogue>();
        _app.MapGrpcService<Plans>();
        _app.MapGrpcService<ParticipantLog>();
        _app.MapGrpcService<PlanLog>();
        _app.MapGrpcService<CatalogueLog>();
        _app.MapGrpcService<AccessLog>();
        _app.MapGrpcService<HubLogs>();
        _app.MapGrpcService<PlanWebhooks>();
        await _app.StartAsync();
        Address = _app.Services
            .GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
