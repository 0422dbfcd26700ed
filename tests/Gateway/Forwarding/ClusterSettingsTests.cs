using System.Net;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Forwarding;

/// <summary>The services are YARP's clusters, with YARP's own settings.</summary>
public sealed class ClusterSettingsTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Destinations_are_set_by_the_names_that_YARP_knows()
    {
        await using var gateway = await StartAsync(
            $"ReverseProxy:Clusters:participants:Destinations:north:Address={running.Suite.Addresses["participants"]}");

        using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_long_form_counts_where_both_are_set()
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, "Limits:RetryTimeout=00:00:00",
            "ReverseProxy:Clusters:participants:Destinations:north:Address=http://127.0.0.1:1");

        using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task A_service_without_an_address_is_named_at_start()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains("Services:participants is not set", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Services:participants=participants:8080")]
    [InlineData("ReverseProxy:Clusters:participants:Destinations:1:Address=participants:8080")]
    [InlineData("ReverseProxy:Clusters:participants:Destinations:1:Host=participants")]
    public async Task An_address_that_is_no_URL_is_named_at_start(string setting)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(setting));

        Assert.Contains(
            "ReverseProxy:Clusters:participants:Destinations:1:Address", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1_000_000, false)]
    public async Task An_address_gets_no_calls_after_as_many_failed_checks_as_are_set(int threshold, bool avoided)
    {
        await using var leaving = await TestSuite.StartAsync();
        leaving.Seen.IsReady = false;
        await using var gateway = await TestGateway.StartAsync(Both(leaving, running.Suite),
            $"ReverseProxy:Clusters:participants:Metadata:ConsecutiveFailuresHealthPolicy.Threshold={threshold}");
        await leaving.Seen.AfterChecksAsync(4);

        var served = await ServedByAsync(gateway, leaving, calls: 40);

        Assert.Equal(avoided, served == 0);
    }

    static async Task<int> ServedByAsync(TestGateway gateway, TestSuite suite, int calls)
    {
        var port = $"{new Uri(suite.Addresses["participants"]).Port}";
        var served = 0;
        for (var call = 0; call < calls; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x");
            request.Headers.Add("x-echo", "1");
            using var response = await gateway.Rest.SendAsync(request, Cancellation);
            served += response.Headers.GetValues("x-port").Single() == port ? 1 : 0;
        }

        return served;
    }

    Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync(
        running.Suite.Addresses.Where(service => service.Key != "participants").ToDictionary(), settings);

    static Dictionary<string, string> Both(TestSuite first, TestSuite second) =>
        TestSuite.Names.ToDictionary(name => name, name => $"{first.Addresses[name]},{second.Addresses[name]}");
}
