using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using LibraryClient = Mastery.Library.V1.LibraryService.LibraryServiceClient;

namespace Mastery.ServiceDefaults.Tests.Peers;

/// <summary>Work that no caller is behind calls other services with the service's own token, for its hub alone.
/// </summary>
public sealed class ServiceIdentityTests(LibraryFixture library) : IClassFixture<LibraryFixture>, IAsyncLifetime
{
    const string Hub = "hub-of-the-work";
    const string OtherHub = "another-hub";

    readonly ConcurrentQueue<string> _asked = [];
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    WebApplication _issuer = null!;
    string _audience = TestIssuer.Audience;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        _issuer = builder.Build();
        // A client of every hub; what narrows its tokens is what it asks for.
        _issuer.MapPost("/oauth2/token", async (HttpRequest request) =>
        {
            var hub = (await request.ReadFormAsync())["hub"].ToString();
            _asked.Enqueue($"{request.Headers.Authorization} {hub}");
            return Results.Json(new
            {
                access_token = TestIssuer.Sign(LibraryFixture.Token(hub.Length > 0 ? hub : "*") with
                {
                    Audience = _audience,
                }),
                expires_in = 600,
            });
        });
        await _issuer.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _issuer.DisposeAsync();

    [Fact]
    public async Task Reads_in_the_hub_of_the_work()
    {
        var shelf = await library.ShelfAsync(Hub);
        await using var worker = Worker();

        var read = await RunAsync(worker, Hub, shelf.Name);

        Assert.Equal(shelf.Name, read.Name);
        // worker:a secret
        Assert.Equal($"Basic d29ya2VyOmElMjBzZWNyZXQ= {Hub}", Assert.Single(_asked));
    }

    [Fact]
    public async Task Finds_nothing_in_another_hub()
    {
        var shelf = await library.ShelfAsync(OtherHub);
        await using var worker = Worker();

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => RunAsync(worker, Hub, shelf.Name));

        Assert.Equal(shelf.Name, (await RunAsync(worker, OtherHub, shelf.Name)).Name);
    }

    [Fact]
    public async Task Asks_for_a_token_once_for_each_hub_and_again_before_it_expires()
    {
        var (one, other) = (await library.ShelfAsync(Hub), await library.ShelfAsync(OtherHub));
        await using var worker = Worker();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RunAsync(worker, Hub, one.Name)));
        await RunAsync(worker, OtherHub, other.Name);
        Assert.Equal(2, _asked.Count);
        _time.Advance(TimeSpan.FromMinutes(9));
        await RunAsync(worker, Hub, one.Name);

        Assert.Equal(3, _asked.Count);
    }

    // The caller, whose own token is good, could do nothing about UNAUTHENTICATED.
    [Fact]
    public async Task Drops_a_token_that_is_refused_and_is_unavailable_until_the_next_call()
    {
        var shelf = await library.ShelfAsync(Hub);
        await using var worker = Worker();
        _audience = "another-system";
        var refusal = await Assert.ThrowsAsync<ApiError>(() => RunAsync(worker, Hub, shelf.Name));
        _audience = TestIssuer.Audience;

        var read = await RunAsync(worker, Hub, shelf.Name);

        Assert.Equal((StatusCode.Unavailable, shelf.Name), (refusal.Code, read.Name));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Is_unavailable_while_no_token_can_be_had()
    {
        await using var worker = Worker("--ServiceIdentity:TokenUri=http://127.0.0.1:1/oauth2/token");

        var failure = await Assert.ThrowsAsync<ApiError>(() => RunAsync(worker, Hub, $"hubs/{Hub}/shelves/x"));

        Assert.Equal(StatusCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task Names_the_settings_where_the_service_has_no_identity()
    {
        await using var worker = Worker("--ServiceIdentity:ClientId=");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(worker, Hub, $"hubs/{Hub}/shelves/x"));

        Assert.Contains("ServiceIdentity:ClientId", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_token_for_national_work()
    {
        await using var worker = Worker();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(worker, ResourceName.National, $"hubs/{Hub}/shelves/x"));

        Assert.Empty(_asked);
    }

    /// <summary>A service of the suite that is not called.</summary>
    WebApplication Worker(params string[] settings)
    {
        var builder = ServiceHost.CreateBuilder(
        [
            "--applicationName=MasteryServices.Library.Tests", "--ConnectionStrings:Database=Host=127.0.0.1;Port=1",
            $"--Services:library={library.Service.Address}", $"--Services:access={_issuer.Urls.Single()}",
            "--ServiceIdentity:ClientId=worker", "--ServiceIdentity:ClientSecret=a secret", .. settings,
        ], "worker");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
        return builder.AddMasteryPeer<LibraryClient>("library").Build();
    }

    static Task<Shelf> RunAsync(WebApplication worker, string hub, string shelf) =>
        worker.Services.GetRequiredService<HubUnitOfWork>().RunAsync<LibraryClient, Shelf>(
            hub, "worker", async client => await client.GetShelfAsync(new() { Name = shelf }));
}
