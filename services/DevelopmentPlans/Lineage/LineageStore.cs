using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The plans of a story and their aims, read in one snapshot.</summary>
public sealed class LineageStore(DbSession db, PlanStore plans, PlanParts<Aim> aims)
{
    /// <summary>All plans of the story that a plan is part of, by year, each with its aims.</summary>
    public Task<IReadOnlyList<PlanContent>> GetAsync(string name) => db.SnapshotAsync(async () =>
    {
        var plan = (await plans.GetAsync(name)).RequireHere();
        var line = await plans.LineAsync(plan);
        var ofPlans = await aims.OfPlansAsync(plan.HubId, line.Select(one => one.Id));
        return (IReadOnlyList<PlanContent>)
            [.. line.Select(one => new PlanContent(one, [], [.. ofPlans[one.Id]], []))];
    });
}
