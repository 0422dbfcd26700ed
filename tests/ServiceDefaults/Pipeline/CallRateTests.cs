using System.Net;
using Google.Rpc;
using Grpc.Core;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class CallRateTests : IAsyncLifetime
{
    const int Burst = 3;
    const int HubBurst = 8;
    const int Hubs = 40;

    readonly string _hub = LibraryFixture.NewHub();
    TestService? _service;

    TestService Service => _service!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync<Library.LibraryService>(
        "library",
        new Dictionary<string, string?>
        {
            ["RateLimits:Client:TokenLimit"] = $"{Burst}",
            ["RateLimits:Client:TokensPerPeriod"] = "1",
            ["RateLimits:Hub:TokenLimit"] = $"{HubBurst}",
            ["RateLimits:Hub:TokensPerPeriod"] = "1",
            ["RateLimits:Hub:ReplenishmentPeriod"] = "00:01:00",
        });

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    [Fact]
    public async Task A_client_over_its_rate_is_told_when_to_try_again_over_gRPC()
    {
        var client = Client(_hub, "busy");

        var refusal = await UntilRefusedAsync(client);

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        var status = refusal.GetRpcStatus()!;
        Assert.Equal(1, status.GetDetail<RetryInfo>()!.RetryDelay.Seconds);
        var info = status.GetDetail<ErrorInfo>()!;
        Assert.Equal(("TOO_MANY_REQUESTS", "client", $"{Burst}", "3"),
            (info.Reason, info.Metadata["policy"], info.Metadata["limit"], info.Metadata["window_seconds"]));
    }

    [Fact]
    public async Task A_client_over_its_rate_is_told_in_headers_over_REST()
    {
        using var http = Service.Http(TokenOf(_hub, "busy"));
        HttpResponseMessage answer;
        do
        {
            answer = await http.GetAsync($"/v1/hubs/{_hub}/shelves");
        }
        while (answer.IsSuccessStatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal("\"client\";q=3;w=3", answer.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"client\";r=0;t=1", answer.Headers.GetValues("RateLimit").Single());
        answer.Dispose();
    }

    [Fact]
    public async Task Another_client_and_another_hub_are_counted_apart()
    {
        await UntilRefusedAsync(Client(_hub, "busy"));
        var other = LibraryFixture.NewHub();

        await Client(_hub, "quiet").ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
        await Client(other, "busy").ListShelvesAsync(new() { Parent = $"hubs/{other}" });
    }

    [Fact]
    public async Task A_hub_that_floods_with_many_clients_is_refused_and_the_others_are_not()
    {
        // Each within its own rate.
        var flood = await Task.WhenAll(Enumerable.Range(0, 10 * HubBurst).Select(
            number => TryAsync(_hub, $"client-{number}")));
        var others = await Task.WhenAll(Enumerable.Range(1, Hubs - 1).Select(
            _ => TryAsync(LibraryFixture.NewHub(), "client")));

        Assert.Equal(HubBurst, flood.Count(refusal => refusal is null));
        var info = flood.First(refusal => refusal is not null)!.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        Assert.Equal(("TOO_MANY_REQUESTS", "hub", $"{HubBurst}", "480"),
            (info.Reason, info.Metadata["policy"], info.Metadata["limit"], info.Metadata["window_seconds"]));
        Assert.All(others, Assert.Null);
    }

    async Task<RpcException?> TryAsync(string hub, string client)
    {
        try
        {
            await Client(hub, client).ListShelvesAsync(new() { Parent = $"hubs/{hub}" });
            return null;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
        {
            return refusal;
        }
    }

    async Task<RpcException> UntilRefusedAsync(LibraryServiceClient client) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
            {
                await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
            }
        });

    LibraryServiceClient Client(string hub, string client) =>
        Service.Client<LibraryServiceClient>(TokenOf(hub, client));

    static Token TokenOf(string hub, string client) => LibraryFixture.Token(hub) with { Client = client };
}
