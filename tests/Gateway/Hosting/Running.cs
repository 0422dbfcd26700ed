using Mastery.Gateway.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Running))]

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>One suite and one gateway for all tests that do not change them.</summary>
public sealed class Running : IAsyncLifetime
{
    public TestSuite Suite { get; private set; } = null!;

    public TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Suite = await TestSuite.StartAsync();
        Gateway = await TestGateway.StartAsync(Suite, "Cors:Origins:0=https://app.example");
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Suite.DisposeAsync();
    }
}
