using System.Net;
using System.Text;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Forwarding;

/// <summary>A call that an address did not answer is sent to the other, unless it could take effect twice.</summary>
public sealed class RepeatedCallTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Ending.Reset)]
    [InlineData(Ending.RefuseStream)]
    [InlineData(Ending.Leave)]
    public async Task A_read_goes_to_the_other_address_over_REST(Ending ending)
    {
        using var broken = new BrokenService(ending);
        await using var gateway = await StartAsync(broken);

        using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(0, broken.Calls);
    }

    [Theory]
    [InlineData(Ending.Reset)]
    [InlineData(Ending.RefuseStream)]
    [InlineData(Ending.Leave)]
    public async Task A_read_goes_to_the_other_address_over_gRPC(Ending ending)
    {
        using var broken = new BrokenService(ending);
        await using var gateway = await StartAsync(broken);

        var hub = await new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel).GetHubAsync(
            new GetHubRequest { Name = "hubs/x" }, cancellationToken: Cancellation);

        Assert.Equal("hubs/x", hub.Name);
        Assert.NotEqual(0, broken.Calls);
    }

    [Theory]
    [InlineData(Ending.RefuseStream)]
    [InlineData(Ending.Leave)]
    public async Task A_write_that_was_refused_unread_goes_there_too_with_its_body(Ending ending)
    {
        using var broken = new BrokenService(ending);
        await using var gateway = await StartAsync(broken);

        using var response = await CreateHubAsync(gateway);

        Assert.Contains("X – é", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.NotEqual(0, broken.Calls);
    }

    [Fact]
    public async Task A_write_that_may_have_taken_effect_is_UNAVAILABLE()
    {
        using var broken = new BrokenService(Ending.Reset);
        await using var gateway = await StartAsync(broken);

        using var response = await CreateHubAsync(gateway);

        await response.AssertRestErrorAsync(
            HttpStatusCode.ServiceUnavailable, StatusCode.Unavailable, "SERVICE_UNAVAILABLE");
        Assert.Equal(1, broken.Calls);
    }

    // The broken address is always asked first, and not probed.
    Task<TestGateway> StartAsync(BrokenService broken)
    {
        var services = running.Suite.Addresses.ToDictionary();
        services["participants"] = $"{broken.Address},{services["participants"]}";
        return TestGateway.StartAsync(services,
            "ReverseProxy:Clusters:participants:LoadBalancingPolicy=FirstAlphabetical",
            "ReverseProxy:Clusters:participants:HealthCheck:Active:Enabled=false");
    }

    static Task<HttpResponseMessage> CreateHubAsync(TestGateway gateway) => gateway.Rest.PostAsync("/v1/hubs?hubId=x",
        new StringContent("""{"displayName": "X – é"}""", Encoding.UTF8, "application/json"), Cancellation);
}
