using System.Net;
using Mastery.Clients;

namespace Mastery.Contracts.Tests.Clients;

public sealed class LoopbackBypassTests
{
    static readonly Uri Proxy = new("http://proxy.test:3128");

    readonly LoopbackBypass _bypass = new(new WebProxy(Proxy));

    [Theory]
    [InlineData("http://localhost:8081")]
    [InlineData("http://127.0.0.1:8081")]
    [InlineData("http://127.8.9.1:8081")]
    [InlineData("https://[::1]:8443")]
    public void This_machine_is_called_without_a_proxy(string address)
    {
        Assert.True(_bypass.IsBypassed(new(address)));
        Assert.Null(_bypass.GetProxy(new(address)));
    }

    [Theory]
    [InlineData("https://mastery.example")]
    [InlineData("http://localhost.example:8081")]
    [InlineData("http://10.0.0.1")]
    public void Other_machines_are_called_by_the_proxy(string address)
    {
        Assert.False(_bypass.IsBypassed(new(address)));
        Assert.Equal(Proxy, _bypass.GetProxy(new(address)));
    }

    [Fact]
    public void The_handler_of_a_channel_has_it()
    {
        using var handler = ChannelHandler.Create();

        Assert.IsType<LoopbackBypass>(handler.Proxy);
    }
}
