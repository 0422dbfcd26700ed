using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Open state-funded secondary schools in England, which departments can be of; those of the seeded hubs are
/// all of one trust.</summary>
static class HubSchools
{
    public const string Trust = "trusts/98000";

    /// <summary>The URN of the school of the first hub.</summary>
    public const int First = 980001;

    /// <summary>The URN of the school of the other hub.</summary>
    public const int Second = 980002;

    /// <summary>The URN of another school of the first hub, which takes part in nothing.</summary>
    public const int Apart = 980099;

    /// <summary>How far from a school's URN is that of one in the same Work Group.</summary>
    public const int Neighbour = 50;

    public static Task ImportAsync(RunningSuite suite, params IEnumerable<int> urns) =>
        ImportAsync(suite, Trust, urns);

    public static async Task ImportAsync(RunningSuite suite, string trust, params IEnumerable<int> urns) =>
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
                    Trust = new() { Code = trust["trusts/".Length..], DisplayName = $"Learning Trust {trust}" },
                }),
            },
        });
}
