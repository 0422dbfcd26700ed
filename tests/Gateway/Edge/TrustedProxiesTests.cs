using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Edge;

/// <summary>Services learn the caller's address from the gateway, which believes known proxies only.</summary>
public sealed class TrustedProxiesTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ForwardedHeaders:KnownProxies:0=127.0.0.1", "203.0.113.1", "203.0.113.1")]
    [InlineData("ForwardedHeaders:KnownNetworks:0=127.0.0.0/8", "203.0.113.1", "203.0.113.1")]
    [InlineData("ForwardedHeaders:KnownNetworks:0=127.0.0.0/8", "198.51.100.9, 203.0.113.1", "203.0.113.1")]
    [InlineData("ForwardedHeaders:KnownProxies:0=10.0.0.1", "203.0.113.1", "127.0.0.1")]
    [InlineData("ForwardedHeaders:ForwardLimit=2", "203.0.113.1", "127.0.0.1")]
    public async Task The_service_gets_the_address_that_a_known_proxy_names(string setting, string said, string got)
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, setting);

        using var response = await SendAsync(gateway, "X-Forwarded-For", said);

        Assert.Equal(got, response.Headers.GetValues("x-from").Single());
    }

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("X-Forwarded-Proto")]
    public async Task Nothing_else_that_a_caller_says_of_itself_reaches_the_service(string header)
    {
        using var response = await SendAsync(running.Gateway, header, "for=x");

        Assert.Equal("x-forwarded-for", response.Headers.GetValues("x-forwarded").Single());
    }

    [Theory]
    [InlineData("ForwardedHeaders:KnownProxies:0=proxy")]
    [InlineData("ForwardedHeaders:KnownNetworks:0=10.0.0.0")]
    public async Task An_address_that_is_none_is_named_at_start(string setting)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TestGateway.StartAsync(running.Suite, setting));

        Assert.Contains(setting.Split(":0=")[0], refusal.Message, StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x") { Headers = { { "x-echo", "1" } } };
        request.Headers.TryAddWithoutValidation(header, value);
        return await gateway.Rest.SendAsync(request, Cancellation);
    }
}
