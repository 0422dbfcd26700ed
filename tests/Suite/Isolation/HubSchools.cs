using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Open state-funded secondary schools in England, which departments can be of; all of one trust.</summary>
static class HubSchools
{
    public const string Trust = "trusts/98000";

    public static async Task ImportAsync(RunningSuite suite, params IEnumerable<int> urns) =>
        await suite.As(RunningSuite.Operator).Schools.BatchImportSchoolsAsync(new()
        {
            Records =
            {
                urns.Select(urn => new SchoolRecord
                {
                    Urn = $"{urn}",
                    DisplayName = $"School {urn}",
                    Type = new() { Code = "34", DisplayName = "Academy converter" },
                    TypeGroup = new() { Code = "10", DisplayName = "Academies" },
                    Status = School.Types.Status.Open,
                    Phase = School.Types.Phase.Secondary,
                    Trust = new() { Code = "98000", DisplayName = "Trial Learning Trust" },
                }),
            },
        });
}
