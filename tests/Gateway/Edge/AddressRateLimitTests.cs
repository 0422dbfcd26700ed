using System.Net;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Edge;

public sealed class AddressRateLimitTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_REST_callers_when_to_try_again()
    {
        await using var gateway = await StartAsync(calls: 1);
        using var first = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        using var second = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.AssertRestErrorAsync(
            HttpStatusCode.TooManyRequests, StatusCode.ResourceExhausted, "TOO_MANY_REQUESTS");
        var seconds = (int)second.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, 1, 3600);
        Assert.Equal("\"address\";q=1;w=3600", second.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal($"\"address\";r=0;t={seconds}", second.Headers.GetValues("RateLimit").Single());
    }

    [Fact]
    public async Task Tells_gRPC_callers_too()
    {
        await using var gateway = await StartAsync(calls: 1);
        var directory = new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel);
        var request = new GetHubRequest { Name = "hubs/x" };
        await directory.GetHubAsync(request, cancellationToken: Cancellation);

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await directory.GetHubAsync(request, cancellationToken: Cancellation));

        var status = error.AssertRpcError(StatusCode.ResourceExhausted, "TOO_MANY_REQUESTS");
        Assert.InRange(status.GetDetail<Google.Rpc.RetryInfo>()!.RetryDelay.Seconds, 1, 3600);
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.2", true)]
    [InlineData("203.0.113.1", "203.0.113.1", false)]
    [InlineData("203.0.113.1", "::ffff:203.0.113.1", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", true)]
    public async Task Counts_a_subscriber_apart_from_others(string first, string second, bool served)
    {
        await using var gateway = await StartAsync(calls: 1);
        using var one = await GetAsync(gateway, first);

        using var other = await GetAsync(gateway, second);

        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Fact]
    public async Task Never_refuses_health_checks()
    {
        await using var gateway = await StartAsync(calls: 1);

        for (var call = 0; call < 5; call++)
        {
            using var live = await gateway.Rest.GetAsync("/health/live", Cancellation);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            await new Grpc.Health.V1.Health.HealthClient(gateway.Channel).CheckAsync(
                new(), cancellationToken: Cancellation);
        }
    }

    [Fact]
    public async Task Does_not_count_when_it_is_switched_off()
    {
        await using var gateway = await StartAsync(calls: 1, "RateLimits:Address:Enabled=false");

        for (var call = 0; call < 5; call++)
        {
            using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    Task<TestGateway> StartAsync(int calls, params string[] settings) => TestGateway.StartAsync(running.Suite,
    [
        $"RateLimits:Address:TokenLimit={calls}", $"RateLimits:Address:TokensPerPeriod={calls}",
        "RateLimits:Address:ReplenishmentPeriod=01:00:00", "ForwardedHeaders:KnownProxies:0=127.0.0.1", .. settings,
    ]);

    static async Task<HttpResponseMessage> GetAsync(TestGateway gateway, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x");
        request.Headers.Add("X-Forwarded-For", from);
        return await gateway.Rest.SendAsync(request, Cancellation);
    }
}
