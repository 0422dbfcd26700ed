using System.Net;
using Microsoft.Extensions.Options;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>To which addresses nothing is sent, whatever names them.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public async Task Nothing_is_sent_to_what_is_not_public(string address)
    {
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Parse(address), new()));
        Assert.Equal(Failure.AddressRefused, (await SendAsync("https://name.example/", address)).Failure);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2a00:1450:4009::1")]
    public void Public_addresses_are_sent_to(string address) =>
        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse(address), new()));

    [Fact]
    public void Networks_that_the_operator_allows_are_sent_to()
    {
        var options = new WebhookOptions { AllowedNetworks = { "10.1.0.0/16", "fd00::/8" } };

        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse("10.1.2.3"), options));
        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse("fd00::1"), options));
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Parse("10.2.0.1"), options));
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Loopback, options));
    }

    // The resolver would say something else the next time: what was judged is what is connected to.
    [Fact]
    public async Task A_name_is_resolved_once_and_only_what_may_be_is_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        var asked = 0;
        var port = new Uri(receiver.Address("")).Port;

        var outcome = await SendAsync($"http://localhost:{port}/hook", new WebhookOptions { AllowLoopback = true }, _ =>
        {
            asked++;
            return ["10.0.0.1", "127.0.0.1"];
        });

        Assert.Equal((true, 200, 1), (outcome.Accepted, outcome.Status, asked));
        Assert.Single(receiver.At("hook"));
    }

    [Fact]
    public async Task Says_why_nobody_was_reached()
    {
        var local = new WebhookOptions { AllowLoopback = true };
        var late = new WebhookOptions { AllowLoopback = true, Timeout = TimeSpan.FromMilliseconds(100) };
        await using var receiver = await Receiver.StartAsync();
        receiver.On("slow", context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        Assert.Equal(Failure.Connection, (await SendAsync("http://localhost:1/", local, _ => ["127.0.0.1"])).Failure);
        Assert.Equal(Failure.Connection, (await SendAsync("https://none.example/", local, _ => [])).Failure);
        Assert.Equal(Failure.Tls, (await SendAsync(
            receiver.Address("x").Replace("http:", "https:", StringComparison.Ordinal), local, _ => [])).Failure);
        Assert.Equal(Failure.Timeout, (await SendAsync(receiver.Address("slow"), late, _ => [])).Failure);
    }

    static Task<WebhookOutcome> SendAsync(string uri, string address) =>
        SendAsync(uri, new WebhookOptions(), _ => [address]);

    static async Task<WebhookOutcome> SendAsync(string uri, WebhookOptions settings, Func<string, string[]> resolve)
    {
        settings.Key = "a key of more than thirty-two characters";
        var options = Options.Create(settings);
        using var sender = new WebhookSender(options, new(options), (host, _) =>
            Task.FromResult<IPAddress[]>([.. resolve(host).Select(IPAddress.Parse)]));
        return await sender.SendAsync(new()
        {
            Collection = "catalogueWebhooks",
            HubId = "hub",
            Id = Guid.NewGuid(),
            ClientId = "client",
            Uri = uri,
            ResourceTypes = [],
        }, "id", [], TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
