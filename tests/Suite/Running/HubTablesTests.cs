using Mastery.Testing;

namespace Mastery.Suite.Tests.Running;

/// <summary>The databases, as the suite was started on them, keep hubs apart as those that the services' own tests
/// make.</summary>
public sealed class HubTablesTests(RunningSuite suite)
{
    public static TheoryData<string> Services { get; } = [.. Databases.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Nothing_in_the_catalogue_of_a_running_service_lets_hubs_meet(string service)
    {
        await using var connection = await suite.Databases.OpenAsync(service, DatabaseRole.Owner);
        var national = await HubTables.NationalAsync(connection);

        var faults = await HubTables.FaultsAsync(connection, [.. national], suite.Databases.Names(service).Runtime);

        Assert.Empty(faults);
    }
}
