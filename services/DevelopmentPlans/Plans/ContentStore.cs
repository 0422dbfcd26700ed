using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan with all that is in it.</summary>
public sealed class ContentStore(PlanStore plans, EvidenceStore evidence, AimStore aims, ActivityStore activities)
{
    const int Attempts = 5;

    /// <summary>The content of one revision: what was written while it was being read makes it be read again.</summary>
    public async Task<PlanContent> GetAsync(string name, string etag = "")
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var plan = await plans.GetAsync(name, etag);
            var content = await OfAsync(plan);
            if ((await plans.GetAsync(name)).Revision == plan.Revision)
            {
                return content;
            }
        }

        throw ApiError.Conflict(Plan.Type, name);
    }

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
