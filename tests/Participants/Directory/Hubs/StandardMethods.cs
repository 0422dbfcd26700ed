using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class HubStandardMethods(DirectoryFixture fixture) : StandardMethods<V1.Hub>(fixture)
{
    protected override bool IsSmallRegister => true;

    protected override Task<V1.Hub> ExampleAsync(string parent, int number) => Task.FromResult(new V1.Hub
    {
        DisplayName = $"Hub {number}",
        Region = "Nowhere",
        ContactEmail = "hub@example.org",
        FormerNames =
        {
            new V1.Hub.Types.FormerName { DisplayName = "Old Hub", EndDate = "2020-08-31" },
        },
        LeadSchools =
        {
            new V1.Hub.Types.LeadSchool
            {
                Urn = "136283",
                DisplayName = "A School",
                StartDate = "2020-09-01",
            },
        },
    });

    protected override void Alter(V1.Hub resource) => resource.DisplayName += " renamed";

    protected override string? ChosenId(int number) => $"standard-{number}";
}
