using Mastery.Gateway.Tests.Hosting;
using Mastery.Testing;

namespace Mastery.Gateway.Tests.Failures;

/// <summary>A service is replaced while calls go on.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task No_call_is_lost_in_three_rolling_restarts_of_two_addresses()
    {
        TestSuite[] suites = [await StartAsync(), await StartAsync()];
        await using var gateway = await TestGateway.StartAsync(Both(suites[0], suites[1]));
        var load = Load.Start(gateway);

        for (var restart = 0; restart < 3 * suites.Length; restart++)
        {
            await load.AfterAsync(100);
            suites[restart % 2] = await RestartAsync(suites[restart % 2]);
            await suites[restart % 2].Seen.AfterChecksAsync(2);
        }

        Assert.Empty(await load.StopAsync());
        await suites[0].DisposeAsync();
        await suites[1].DisposeAsync();
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

    static Task<TestSuite> StartAsync() => TestSuite.StartAsync(FreePorts.Take(TestSuite.Names.Count));

    // As a service does: it says that it is not ready, goes on serving until that is known, and stops.
    static async Task<TestSuite> RestartAsync(TestSuite leaving)
    {
        var ports = TestSuite.Names.Select(name => new Uri(leaving.Addresses[name]).Port).ToArray();
        leaving.Seen.IsReady = false;
        await leaving.Seen.AfterChecksAsync(3);
        await leaving.DisposeAsync();
        return await TestSuite.StartAsync(ports);
    }

    static Dictionary<string, string> Both(TestSuite first, TestSuite second) =>
        TestSuite.Names.ToDictionary(name => name, name => $"{first.Addresses[name]},{second.Addresses[name]}");
}
