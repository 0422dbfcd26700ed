using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Failures;

/// <summary>A service is replaced while calls go on.</summary>
public sealed class RestartTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_call_is_lost_when_one_of_two_addresses_drains_and_restarts()
    {
        await using var staying = await TestSuite.StartAsync();
        var leaving = await TestSuite.StartAsync();
        var ports = leaving.Addresses.Values.Select(address => new Uri(address).Port).ToArray();
        await using var gateway = await TestGateway.StartAsync(Both(leaving, staying));
        var load = Load.Start(gateway);

        await load.AfterAsync(200);
        leaving.Seen.IsReady = false;
        await Task.Delay(500, Cancellation);
        await leaving.DisposeAsync();
        await load.AfterAsync(200);
        await using var replacement = await TestSuite.StartAsync(ports);
        await load.AfterAsync(200);

        Assert.Empty(await load.StopAsync());
    }

    [Fact]
    public async Task Callers_get_errors_when_the_only_address_restarts()
    {
        var leaving = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(leaving, "Limits:RetryTimeout=00:00:00");
        var load = Load.Start(gateway);

        await load.AfterAsync(100);
        await leaving.DisposeAsync();
        await load.AfterAsync(200);

        Assert.NotEmpty(await load.StopAsync());
    }

    static Dictionary<string, string> Both(TestSuite first, TestSuite second) =>
        TestSuite.Names.ToDictionary(name => name, name => $"{first.Addresses[name]},{second.Addresses[name]}");
}
