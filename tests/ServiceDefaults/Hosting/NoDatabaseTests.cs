using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Mastery.Library.V1;
using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>A service whose assembly has no migrations has no database, and is a service in every other way.</summary>
public sealed class NoDatabaseTests
{
    [Fact]
    public async Task It_is_ready_and_answers_reads_to_who_may()
    {
        await using var app = await BuildAsync();
        app.MapService<Guides>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var channel = GrpcChannel.ForAddress(app.Urls.Single());

        var health = await new Health.HealthClient(channel).CheckAsync(
            new(), cancellationToken: TestContext.Current.CancellationToken);
        var guide = await AskAsync(channel, new() { Scopes = ["themes.read"] });
        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => AskAsync(channel, new() { Scopes = ["shelves.read"] }));

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal("guides/first", guide.Name);
        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
    }

    [Fact]
    public async Task It_has_no_data_source()
    {
        await using var app = await BuildAsync();

        Assert.Null(app.Services.GetService<NpgsqlDataSource>());
        Assert.Null(app.Services.GetService<Migrator>());
    }

    [Fact]
    public async Task It_has_nothing_to_migrate()
    {
        await using var app = await BuildAsync();

        Assert.Equal(0, await app.RunServiceAsync(["migrate"]));
    }

    [Fact]
    public async Task It_serves_no_method_that_may_write()
    {
        await using var app = await BuildAsync();

        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapService<Library.LibraryService>());

        Assert.Contains("CreateShelf may write", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no database", refusal.Message, StringComparison.Ordinal);
    }

    static async Task<WebApplication> BuildAsync()
    {
        var settings = await TestIssuer.SettingsAsync();
        string[] arguments =
        [
            $"--applicationName={typeof(NoDatabaseTests).Assembly.GetName().Name}", "--urls=http://127.0.0.1:0",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var builder = ServiceHost.CreateBuilder(arguments, "guide");
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    static async Task<Guide> AskAsync(GrpcChannel channel, Token token) =>
        await new GuideService.GuideServiceClient(channel).GetGuideAsync(
            new() { Name = "guides/first" },
            new Metadata { { "authorization", $"Bearer {TestIssuer.Sign(token)}" } });

    sealed class Guides : GuideService.GuideServiceBase
    {
        public override Task<Guide> GetGuide(GetGuideRequest request, ServerCallContext context) =>
            Task.FromResult(new Guide { Name = request.Name });
    }
}
