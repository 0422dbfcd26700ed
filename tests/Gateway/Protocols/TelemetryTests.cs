using System.Net;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

public sealed class TelemetryTests(Running running)
{
    [Fact]
    public async Task Propagates_the_callers_trace_to_the_service()
    {
        await using var gateway = await TestGateway.StartAsync(
            running.Suite, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs")
        {
            Headers =
            {
                { "x-echo", "1" },
                { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
            },
        };

        using var response = await gateway.Rest.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", response.Headers.GetValues("X-Request-Id").Single());
        // The same trace, and the gateway's own span as the parent of the service's.
        var parent = response.Headers.GetValues("x-trace").Single().Split('-');
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", parent[1]);
        Assert.NotEqual("00f067aa0ba902b7", parent[2]);
    }
}
