using Grpc.Core;
using Mastery.DevelopmentPlans.V1;
using Person = Mastery.DevelopmentPlans.V1.PlanCoverage.Types.Person;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Whom the plan reaches: Ann has led for others.</summary>
sealed partial class Plans
{
    public override Task<PlanCoverage> GetPlanCoverage(GetPlanCoverageRequest request, ServerCallContext context) =>
        Task.FromResult(new PlanCoverage
        {
            Plan = Name,
            AsOfDate = "2025-03-24",
            ReachedCount = 2,
            People = { PersonOf(People.Ann, "Ann Okafor", 5, 7), PersonOf("p", "Ben Adeyemi", 5, 4) },
        });

    static Person PersonOf(string name, string displayName, int delivered, int attended) => new()
    {
        Participant = name,
        DisplayName = displayName,
        Planned = new() { ActivityCount = 8 },
        Delivered = new() { ActivityCount = delivered },
        Attended = new() { ActivityCount = attended },
        Reached = true,
    };
}
