using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;
using Mastery.Testing;

namespace Mastery.Gateway.Tests.Failures;

public sealed class ServiceDownTests
{
    const string NobodyListens = "http://127.0.0.1:1";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_is_down_is_UNAVAILABLE_over_REST()
    {
        await using var gateway = await TestGateway.StartAsync(Nowhere(), "Limits:RetryTimeout=00:00:00.2");

        using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        var body = await response.AssertRestErrorAsync(
            HttpStatusCode.ServiceUnavailable, StatusCode.Unavailable, "SERVICE_UNAVAILABLE");
        Assert.Equal("1s", body.GetProperty("details")[1].GetProperty("retryDelay").GetString());
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task A_service_that_is_down_is_UNAVAILABLE_over_gRPC()
    {
        await using var gateway = await TestGateway.StartAsync(Nowhere(), "Limits:RetryTimeout=00:00:00.2");

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel)
            .GetHubAsync(new GetHubRequest { Name = "hubs/x" }, cancellationToken: Cancellation));

        var status = error.AssertRpcError(StatusCode.Unavailable, "SERVICE_UNAVAILABLE");
        Assert.Equal(1, status.GetDetail<Google.Rpc.RetryInfo>()?.RetryDelay.Seconds);
    }

    [Theory]
    [InlineData("GET", "/v1/hubs/x", false)]
    [InlineData("HEAD", "/v1/hubs/x", false)]
    [InlineData("POST", "/oauth2/token", false)]
    [InlineData("DELETE", "/v1/hubs/x", true)]
    public async Task Only_the_caller_of_a_write_is_told_to_repeat_its_request_id(string method, string path, bool told)
    {
        await using var gateway = await TestGateway.StartAsync(Nowhere(), "Limits:RetryTimeout=00:00:00");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);

        using var response = await gateway.Rest.SendAsync(request, Cancellation);

        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(told, body.Contains("request_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_is_retried_while_the_service_starts()
    {
        var ports = FreePorts.Take(TestSuite.Names.Count);
        await using var gateway = await TestGateway.StartAsync(
            TestSuite.Names.Zip(ports.Select(port => $"http://127.0.0.1:{port}")).ToDictionary(),
            "Limits:RetryTimeout=00:00:20");

        var call = gateway.Rest.PostAsync(
            "/v1/hubs?hubId=x", new StringContent("{}", null, "application/json"), Cancellation);
        await Task.Delay(300, Cancellation);
        await using var suite = await TestSuite.StartAsync(ports);
        using var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Calls_go_to_the_other_address_while_one_is_down()
    {
        await using var suite = await TestSuite.StartAsync();
        var both = suite.Addresses.ToDictionary(
            service => service.Key, service => $"{NobodyListens},{service.Value}");
        await using var gateway = await TestGateway.StartAsync(both);

        for (var call = 0; call < 20; call++)
        {
            using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_call_to_a_service_that_hangs_times_out()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            suite, "ReverseProxy:Clusters:participants:HttpRequest:ActivityTimeout=00:00:00.3");
        var watch = Stopwatch.StartNew();

        using var response = await gateway.Rest.GetAsync("/v1/schools/100000:history", Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.GatewayTimeout, StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, 20);
    }

    [Fact]
    public async Task Other_services_still_answer()
    {
        await using var suite = await TestSuite.StartAsync();
        var services = suite.Addresses.ToDictionary();
        services["participants"] = Nowhere()["participants"];
        await using var gateway = await TestGateway.StartAsync(services);

        using var response = await gateway.Rest.GetAsync("/v1/projects/NCP24-14", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    static Dictionary<string, string> Nowhere() => TestSuite.Names.ToDictionary(name => name, _ => NobodyListens);
}
