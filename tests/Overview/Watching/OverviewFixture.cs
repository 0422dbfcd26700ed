using Mastery.Overview.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Overview.Tests.Watching;

/// <summary>The service, on a clock of the test's own, in front of services that do what they are told.</summary>
public sealed class OverviewFixture : IAsyncLifetime, IRevocationSource
{
    static readonly string[] Services = ["participants", "development-plans", "focus-catalogue"];

    readonly FakeFeeds _feeds = new();
    WebApplication? _peers;

    public TestService Service { get; private set; } = null!;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>For each client, the oldest generation of tokens that is not void.</summary>
    public Dictionary<string, long> Generations { get; set; } = [];

    public async ValueTask InitializeAsync()
    {
        _peers = await StartPeersAsync();
        Service = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _peers!.DisposeAsync();
    }

    /// <summary>Another replica.</summary>
    internal Task<TestService> StartAsync() => TestService.StartAsync<OverviewService>(
        "overview", Services.ToDictionary(service => $"Services:{service}", _ => (string?)_peers!.Urls.Single()),
        services => services.AddSingleton<TimeProvider>(Time).AddSingleton<IRevocationSource>(this));

    internal V1.OverviewService.OverviewServiceClient Client(Token? token = null) =>
        Service.Client<V1.OverviewService.OverviewServiceClient>(token);

    internal FakeFeed Feed(string parent, Feed feed) => _feeds.Of(parent, feed);

    Task<IReadOnlyDictionary<string, long>> IRevocationSource.ReadAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(Generations);

    async Task<WebApplication> StartPeersAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(_feeds).AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<FakeParticipants>();
        app.MapGrpcService<FakePlans>();
        app.MapGrpcService<FakeCatalogue>();
        await app.StartAsync();
        return app;
    }
}
