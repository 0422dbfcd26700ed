using Mastery.Clients;
using Mastery.Common.V1;
using Mastery.Fakes;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Suite.Tests.Fakes;

/// <summary>The same syncs have the same effects in the fake and in the suite.</summary>
public sealed class RosterConformanceTests(RunningSuite suite)
{
    const int Urn = 987401;
    const string Hub = $"hubs/{RunningSuite.Hub}";

    [Fact]
    public async Task The_fake_plans_and_applies_as_the_suite_does()
    {
        await HubSchools.ImportAsync(suite, Urn);
        var real = suite.As(RunningSuite.HubClient);
        var department = await real.People.CreateDepartmentAsync(
            new() { Parent = Hub, Department = new() { School = $"schools/{Urn}", Subject = Subject.Mathematics } });
        await real.People.CreateParticipantAsync(new() { Parent = Hub, Participant = Ada(department.Name) });
        await using var fake = await FakeSuite.StartAsync();
        await using var provider = Clients(fake);
        const string FakeDepartment = $"{Hub}/departments/1";
        var ada = Ada(FakeDepartment);
        (ada.Name, ada.State) = ($"{Hub}/participants/1", Participant.Types.State.Active);
        fake.Add(
            new School { Name = $"schools/{Urn}", DisplayName = $"School {Urn}" },
            new Department { Name = FakeDepartment, School = $"schools/{Urn}", Subject = Subject.Mathematics },
            ada);

        var told = await new RosterScenario(real.Rosters, Urn, Hub).RunAsync();
        var faked = await new RosterScenario(
            provider.GetRequiredService<RosterService.RosterServiceClient>(), Urn, Hub).RunAsync();

        Assert.Equal(told, faked);
        Assert.Contains(told, line => line.StartsWith("Restore", StringComparison.Ordinal));
        Assert.Contains("refused: MASS_LEAVERS schools/987401", told);
        Assert.Contains("refused: PLAN_OUTDATED", told);
    }

    internal static ServiceProvider Clients(FakeSuite fake) => new ServiceCollection().AddMasteryClients(options =>
    {
        options.Address = fake.Address;
        (options.ClientId, options.ClientSecret) = ("any", "any");
        options.InitialBackoff = TimeSpan.FromMilliseconds(1);
    }).BuildServiceProvider();

    static Participant Ada(string department) => new()
    {
        GivenName = "Ada",
        FamilyName = "Byrne",
        Posts = { new Participant.Types.Post { Department = department, StartDate = "2020-09-01" } },
    };
}
