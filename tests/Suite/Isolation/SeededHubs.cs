using Mastery.Common.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Two hubs with the same data, which must not see each other's.</summary>
public sealed class SeededHubs(RunningSuite suite) : IAsyncLifetime
{
    internal HubSeed One { get; private set; } = null!;

    internal HubSeed Other { get; private set; } = null!;

    /// <summary>The owner and the caller: both combinations.</summary>
    internal IEnumerable<(HubSeed Owner, HubSeed OtherHub)> BothWays => [(One, Other), (Other, One)];

    public async ValueTask InitializeAsync()
    {
        One = await CreateAsync(RunningSuite.Hub, RunningSuite.HubClient, HubSchools.First);
        Other = await CreateAsync(RunningSuite.OtherHub, RunningSuite.OtherHubClient, HubSchools.Second);
        await HubSchools.ImportAsync(suite, HubSchools.Apart);
        await suite.As(RunningSuite.HubClient).People.CreateDepartmentAsync(new()
        {
            Parent = One.Hub,
            Department = new() { School = $"schools/{HubSchools.Apart}", Subject = Subject.Mathematics },
        });
    }

    async Task<HubSeed> CreateAsync(string hub, string client, int urn)
    {
        var token = await suite.TokenAsync(client);
        return await HubSeed.CreateAsync(suite, hub, client, new(suite.Invoker(token)), urn);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class SeededHubsGroup : ICollectionFixture<SeededHubs>
{
    public const string Name = "two hubs that hold the same";
}
