using System.Net;
using System.Text.Json;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Routing;

public sealed class UnknownPathTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v2/hubs")]
    [InlineData("/v1/hubs/x/nothing")]
    [InlineData("/v1/hubs/x:explode")]
    [InlineData("/v1/hubs/x/plans/y:explode")]
    public async Task An_unknown_path_is_NOT_FOUND_over_REST(string path)
    {
        using var response = await running.Gateway.Rest.GetAsync(path, Cancellation);

        await response.AssertRestErrorAsync(HttpStatusCode.NotFound, StatusCode.Unimplemented, "METHOD_NOT_FOUND");
    }

    [Theory]
    [InlineData("/mastery.participants.v1.SchoolDirectoryService/Explode")]
    [InlineData("/mastery.nothing.v1.Service/Get")]
    [InlineData("/v1/hubs")]
    public async Task An_unknown_method_is_UNIMPLEMENTED_over_gRPC(string path)
    {
        using var response = await running.Gateway.Http2.CallAsync(path);

        await response.AssertGrpcErrorAsync(StatusCode.Unimplemented, "METHOD_NOT_FOUND");
    }

    [Fact]
    public async Task An_unknown_method_is_UNIMPLEMENTED_over_gRPC_Web()
    {
        using var response = await running.Gateway.Rest.CallAsync(
            "/mastery.participants.v1.SchoolDirectoryService/Explode", "application/grpc-web");

        await response.AssertGrpcErrorAsync(StatusCode.Unimplemented, "METHOD_NOT_FOUND", "application/grpc-web");
    }

    [Fact]
    public async Task A_known_path_with_another_HTTP_method_names_the_allowed_ones()
    {
        using var response = await running.Gateway.Rest.PutAsync("/v1/hubs/x", null, Cancellation);

        var body = await response.AssertRestErrorAsync(
            HttpStatusCode.MethodNotAllowed, StatusCode.Unimplemented, "METHOD_NOT_FOUND");
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH"], response.Content.Headers.Allow);
        Assert.Contains(
            "DELETE, GET, HEAD, OPTIONS, PATCH", body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_of_a_custom_method_takes_only_its_HTTP_method()
    {
        using var response = await running.Gateway.Rest.GetAsync("/v1/hubs/x/plans/y:share", Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.MethodNotAllowed, StatusCode.Unimplemented, "METHOD_NOT_FOUND");
        Assert.Equal(["OPTIONS", "POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_caller_may_ask_for_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/nothing")
        {
            Headers = { { "Accept", "application/problem+json" } },
        };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
    }
}
