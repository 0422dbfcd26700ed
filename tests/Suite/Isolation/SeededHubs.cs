using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Two hubs that hold the same things, and must know nothing of each other.</summary>
public sealed class SeededHubs(RunningSuite suite) : IAsyncLifetime
{
    internal HubSeed One { get; private set; } = null!;

    internal HubSeed Other { get; private set; } = null!;

    /// <summary>Whose things they are, and who asks for them: both ways.</summary>
    internal IEnumerable<(HubSeed Owner, HubSeed Stranger)> BothWays => [(One, Other), (Other, One)];

    public async ValueTask InitializeAsync()
    {
        One = await HubSeed.CreateAsync(suite, RunningSuite.Hub, RunningSuite.HubClient, 980001);
        Other = await HubSeed.CreateAsync(suite, RunningSuite.OtherHub, RunningSuite.OtherHubClient, 980002);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class SeededHubsGroup : ICollectionFixture<SeededHubs>
{
    public const string Name = "two hubs that hold the same";
}
