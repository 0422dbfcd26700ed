using System.Net;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

/// <summary>HEAD and OPTIONS.</summary>
public sealed class OtherMethodsTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/hubs/x", "DELETE, GET, HEAD, OPTIONS, PATCH")]
    [InlineData("/v1/hubs/x/plans/y:share", "OPTIONS, POST")]
    [InlineData("/mastery.participants.v1.SchoolDirectoryService/GetHub", "OPTIONS, POST")]
    [InlineData("/oauth2/token", "OPTIONS, POST")]
    [InlineData("/.well-known/jwks", "GET, HEAD, OPTIONS")]
    [InlineData("/health/live", "GET, HEAD, OPTIONS")]
    [InlineData("/health/ready", "GET, HEAD, OPTIONS")]
    [InlineData("/openapi.json", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_lists_what_a_path_takes(string path, string allowed)
    {
        using var response = await SendAsync(HttpMethod.Options, path);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task OPTIONS_of_an_unknown_path_is_NOT_FOUND()
    {
        using var response = await SendAsync(HttpMethod.Options, "/v1/nothing");

        await response.AssertRestErrorAsync(HttpStatusCode.NotFound, StatusCode.Unimplemented, "METHOD_NOT_FOUND");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi.json")]
    public async Task HEAD_asks_for_what_the_gateway_itself_answers(string path)
    {
        using var get = await SendAsync(HttpMethod.Get, path);

        using var response = await SendAsync(HttpMethod.Head, path);

        Assert.Equal(get.StatusCode, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task HEAD_reaches_the_service_wherever_GET_does()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/hubs/x") { Headers = { { "x-echo", "1" } } };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Equal("HEAD /v1/hubs/x", response.Headers.GetValues("x-asked-for").Single());
    }

    [Fact]
    public async Task HEAD_of_a_path_without_GET_is_refused()
    {
        using var response = await SendAsync(HttpMethod.Head, "/v1/hubs/x/plans/y:share");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["OPTIONS", "POST"], response.Content.Headers.Allow);
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        return await running.Gateway.Rest.SendAsync(request, Cancellation);
    }
}
