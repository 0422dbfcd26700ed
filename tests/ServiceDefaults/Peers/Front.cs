using Grpc.Core;
using Mastery.Library.V1;
using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using LibraryClient = Mastery.Library.V1.LibraryService.LibraryServiceClient;

namespace Mastery.ServiceDefaults.Tests.Peers;

/// <summary>A service of the suite in front of another one that fails as it is told. The front has no database: it
/// asks the other for everything.</summary>
public sealed class Front : IAsyncLifetime
{
    readonly CapturedLogs _logs = new();
    WebApplication? _back;
    WebApplication? _front;

    /// <summary>What the other service throws.</summary>
    public RpcException Failure
    {
        set => _back!.Services.GetRequiredService<FailureToThrow>().Exception = value;
    }

    /// <summary>What the front logged.</summary>
    public IReadOnlyCollection<LogEntry> Logs => _logs.Entries;

    /// <summary>A client of the front.</summary>
    public LibraryClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _back = await StartBackAsync();
        _front = await StartFrontAsync(_back.Urls.Single());
        var token = TestIssuer.Sign(LibraryFixture.Token("hub-a"));
        var channel = Grpc.Net.Client.GrpcChannel.ForAddress(_front.Urls.Single(), new()
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure,
                CallCredentials.FromInterceptor((_, headers) =>
                {
                    headers.Add("authorization", $"Bearer {token}");
                    return Task.CompletedTask;
                })),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        Client = new(channel);
    }

    public async ValueTask DisposeAsync()
    {
        await _front!.DisposeAsync();
        await _back!.DisposeAsync();
    }

    static async Task<WebApplication> StartBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<FailureToThrow>().AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<BackService>();
        await app.StartAsync();
        return app;
    }

    async Task<WebApplication> StartFrontAsync(string library)
    {
        var settings = await TestIssuer.SettingsAsync();
        var builder = ServiceHost.CreateBuilder(
        [
            "--urls=http://127.0.0.1:0", "--applicationName=MasteryServices.Library.Tests",
            $"--Services:library={library}", "--ConnectionStrings:Database=Host=127.0.0.1;Port=1",
            .. settings.Select(pair => $"--{pair.Key}={pair.Value}"),
        ], "front");
        builder.Logging.ClearProviders().AddProvider(_logs);
        builder.AddMasteryPeer<LibraryClient>("library");
        var app = builder.Build();
        app.MapService<FrontService>();
        await app.StartAsync();
        return app;
    }
}

sealed class FailureToThrow
{
    public RpcException Exception { get; set; } = new(Status.DefaultSuccess);
}

sealed class BackService(FailureToThrow failure) : LibraryService.LibraryServiceBase
{
    public override Task<Theme> GetTheme(GetThemeRequest request, ServerCallContext context) => throw failure.Exception;

    public override async Task ExportShelves(ListShelvesRequest request, IServerStreamWriter<Shelf> responseStream,
        ServerCallContext context)
    {
        await responseStream.WriteAsync(new() { Name = "hubs/hub-a/shelves/first" });
        throw failure.Exception;
    }
}

sealed class FrontService(LibraryClient library) : LibraryService.LibraryServiceBase
{
    public override async Task<Theme> GetTheme(GetThemeRequest request, ServerCallContext context) =>
        await library.GetThemeAsync(request);

    public override async Task ExportShelves(ListShelvesRequest request, IServerStreamWriter<Shelf> responseStream,
        ServerCallContext context)
    {
        using var shelves = library.ExportShelves(request);
        await foreach (var shelf in shelves.ResponseStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(shelf, context.CancellationToken);
        }
    }
}
