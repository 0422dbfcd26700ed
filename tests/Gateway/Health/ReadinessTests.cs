using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Health.V1;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Health;

public sealed class ReadinessTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_when_every_service_is_ready()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite);

        var answer = await UntilAsync(gateway, HttpStatusCode.OK);

        Assert.Equal("ready", answer.GetProperty("status").GetString());
        Assert.Equal(TestSuite.Names, answer.GetProperty("services").EnumerateObject().Select(service => service.Name));
    }

    [Fact]
    public async Task Not_ready_while_a_service_is_not_and_names_it_without_its_address()
    {
        await using var suite = await TestSuite.StartAsync();
        var services = suite.Addresses.ToDictionary();
        services["participants"] = "http://127.0.0.1:1";
        await using var gateway = await TestGateway.StartAsync(services);

        var answer = await UntilAsync(gateway, HttpStatusCode.ServiceUnavailable, "cannot be reached");

        Assert.Equal(
            "cannot be reached",
            answer.GetProperty("services").GetProperty("participants").GetString());
    }

    [Fact]
    public async Task Follows_the_readiness_of_a_service()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite);
        await UntilAsync(gateway, HttpStatusCode.OK);

        suite.Seen.IsReady = false;
        await UntilAsync(gateway, HttpStatusCode.ServiceUnavailable, "answers 503");
        suite.Seen.IsReady = true;
        await UntilAsync(gateway, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Not_ready_before_the_gateway_stops_serving()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite, "Drain:Wait=00:00:25");
        await UntilAsync(gateway, HttpStatusCode.OK);

        using var enough = new CancellationTokenSource();
        var stop = gateway.StopAsync(enough.Token);
        var draining = await UntilAsync(gateway, HttpStatusCode.ServiceUnavailable);
        using var call = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);
        await enough.CancelAsync();
        await stop;

        Assert.Equal("draining", draining.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
    }

    [Fact]
    public async Task A_connection_in_use_is_closed_before_the_gateway_stops()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite, "Drain:Wait=00:00:25");
        await UntilAsync(gateway, HttpStatusCode.OK);

        using var enough = new CancellationTokenSource();
        var stop = gateway.StopAsync(enough.Token);
        await UntilAsync(gateway, HttpStatusCode.ServiceUnavailable);
        using var last = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);
        await enough.CancelAsync();
        await stop;

        Assert.True(last.Headers.ConnectionClose);
    }

    [Fact]
    public async Task Served_over_gRPC_too()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite);
        await UntilAsync(gateway, HttpStatusCode.OK);

        var answer = await new Grpc.Health.V1.Health.HealthClient(gateway.Channel).CheckAsync(
            new HealthCheckRequest(), cancellationToken: Cancellation);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Liveness_does_not_depend_on_it()
    {
        await using var gateway = await TestGateway.StartAsync(
            TestSuite.Names.ToDictionary(name => name, _ => "http://127.0.0.1:1"));

        using var response = await gateway.Rest.GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    static async Task<JsonElement> UntilAsync(TestGateway gateway, HttpStatusCode status, string words = "")
    {
        while (true)
        {
            using var response = await gateway.Rest.GetAsync("/health/ready", Cancellation);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            if (response.StatusCode == status && answer.ToString().Contains(words, StringComparison.Ordinal))
            {
                return answer;
            }

            await Task.Delay(20, Cancellation);
        }
    }
}
