using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Forwarding;

/// <summary>What a service refuses to a token for a while, the gateway refuses without asking it again.</summary>
public sealed class TokenRefusalTests(Running running)
{
    const int Calls = 50;
    const string Get = "/mastery.participants.v1.SchoolDirectoryService/GetHub";
    const string List = "/mastery.participants.v1.SchoolDirectoryService/ListHubs";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_gRPC_it_has_the_words_of_the_service()
    {
        await using var service = await RefusingService.StartAsync();
        await using var gateway = await StartAsync(service);

        for (var call = 0; call < Calls; call++)
        {
            using var answer = await GrpcAsync(gateway, "one", Get);
            Assert.Equal(service.Status, await answer.AssertGrpcErrorAsync(
                StatusCode.ResourceExhausted, "TOO_MANY_REQUESTS"));
            Assert.False(answer.Headers.Contains(ErrorStatus.RefusalHeader));
        }

        Assert.InRange(service.Calls.Count, 1, Calls - 1);
    }

    [Fact]
    public async Task Over_REST_it_has_the_words_and_headers_of_the_service()
    {
        await using var service = await RefusingService.StartAsync();
        await using var gateway = await StartAsync(service);

        HashSet<string> bodies = [];
        for (var call = 0; call < Calls; call++)
        {
            using var answer = await RestAsync(gateway, "one");
            await answer.AssertRestErrorAsync(
                HttpStatusCode.TooManyRequests, StatusCode.ResourceExhausted, "TOO_MANY_REQUESTS");
            bodies.Add(await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(TimeSpan.FromHours(1), answer.Headers.RetryAfter?.Delta);
            Assert.Equal("\"hub\";q=5;w=2", answer.Headers.GetValues("RateLimit-Policy").Single());
            Assert.Equal("\"hub\";r=0;t=3600", answer.Headers.GetValues("RateLimit").Single());
            Assert.False(answer.Headers.Contains(ErrorStatus.RefusalHeader));
        }

        Assert.Single(bodies);
        Assert.InRange(service.Calls.Count, 1, Calls - 1);
    }

    [Fact]
    public async Task A_refusal_that_is_not_for_all_calls_is_asked_for_each_time()
    {
        await using var service = await RefusingService.StartAsync(tellsGateway: false);
        await using var gateway = await StartAsync(service);

        for (var call = 0; call < Calls; call++)
        {
            using var answer = await GrpcAsync(gateway, "one", Get);
        }

        Assert.Equal(Calls, service.Calls.Count);
    }

    [Theory]
    [InlineData("other", Get)]
    [InlineData("one", List)]
    public async Task Another_token_and_another_method_reach_the_service(string token, string path)
    {
        await using var service = await RefusingService.StartAsync();
        await using var gateway = await StartAsync(service);
        using var refused = await GrpcAsync(gateway, "one", Get);

        using var answer = await GrpcAsync(gateway, token, path);

        Assert.Contains(($"Bearer {token}", path), service.Calls);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(3_600_000)]
    public async Task The_service_is_asked_again_when_the_time_is_over_or_after_a_second(int milliseconds)
    {
        await using var service = await RefusingService.StartAsync(
            retryDelay: TimeSpan.FromMilliseconds(milliseconds));
        await using var gateway = await StartAsync(service);
        using var refused = await GrpcAsync(gateway, "one", Get);

        await Task.Delay(Math.Min(milliseconds, 1000) + 50, Cancellation);
        using var answer = await GrpcAsync(gateway, "one", Get);

        Assert.Equal(2, service.Calls.Count);
    }

    async Task<TestGateway> StartAsync(RefusingService service) => await TestGateway.StartAsync(
        new Dictionary<string, string>(running.Suite.Addresses) { ["participants"] = service.Address });

    static async Task<HttpResponseMessage> GrpcAsync(TestGateway gateway, string token, string path)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(new byte[5]),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        call.Headers.Authorization = new("Bearer", token);
        return await gateway.Http2.SendAsync(call, Cancellation);
    }

    static async Task<HttpResponseMessage> RestAsync(TestGateway gateway, string token)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x");
        call.Headers.Authorization = new("Bearer", token);
        return await gateway.Rest.SendAsync(call, Cancellation);
    }
}
