using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan with all that is in it.</summary>
public sealed class ContentStore(
    DbSession db,
    PlanStore plans,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities)
{
    /// <summary>The content of one revision of the plan, whatever is written meanwhile.</summary>
    public Task<PlanContent> GetAsync(string name, string etag = "") =>
        db.SnapshotAsync(async () => await OfAsync(await plans.GetAsync(name, etag)));

    /// <summary>Deletes a plan and all that is in it, each on the record, what refers before what it refers
    /// to.</summary>
    public async Task DeleteAsync(Plan plan)
    {
        var content = await OfAsync(plan);
        foreach (var activity in content.Activities)
        {
            await activities.RemoveAsync(activity);
        }

        foreach (var aim in content.Aims)
        {
            await aims.RemoveAsync(aim);
        }

        foreach (var piece in content.Evidence)
        {
            await evidence.RemoveAsync(piece);
        }

        await plans.DeleteAsync(plan);
    }

    async Task<PlanContent> OfAsync(Plan plan) =>
        new(plan, await evidence.AllAsync(plan), await aims.AllAsync(plan), await activities.AllAsync(plan));
}
