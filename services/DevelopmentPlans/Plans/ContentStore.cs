using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan with all its parts.</summary>
public sealed class ContentStore(
    DbSession db,
    PlanStore plans,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities,
    PlanParts<Review> reviews,
    PlanParts<Feedback> feedback)
{
    /// <summary>Reads a plan and its parts in one snapshot, so that all are of the same revision.</summary>
    public Task<PlanContent> GetAsync(string name, string etag = "") =>
        db.SnapshotAsync(async () => await OfAsync((await plans.GetAsync(name, etag)).RequireHere()));

    /// <summary>The same with its reviews and the feedback on it.</summary>
    public Task<PlanContent> GetWholeAsync(string name) =>
        db.SnapshotAsync(async () => await WholeAsync((await plans.GetAsync(name)).RequireHere()));

    /// <summary>Deletes a plan and its parts, and logs each. One that was reviewed, or has
    /// feedback, is refused.</summary>
    public async Task DeleteAsync(Plan plan)
    {
        var content = await RemovePartsAsync(plan);
        if (content.Reviews.Count + content.Feedback.Count > 0)
        {
            throw PlanErrors.HasHistory(plan);
        }

        await plans.DeleteAsync(plan);
    }

    /// <summary>Deletes the parts of a plan, and logs each. A part is deleted before the parts that it refers
    /// to.</summary>
    /// <returns>The plan with the parts that it had.</returns>
    public async Task<PlanContent> RemovePartsAsync(Plan plan)
    {
        var content = await WholeAsync(plan);
        foreach (var given in content.Feedback)
        {
            await feedback.RemoveAsync(given);
        }

        foreach (var review in content.Reviews.Reverse())
        {
            await reviews.RemoveAsync(review);
        }

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

        return content;
    }

    async Task<PlanContent> WholeAsync(Plan plan) => await OfAsync(plan) with
    {
        Reviews = await reviews.AllAsync(plan),
        Feedback = await feedback.AllAsync(plan),
    };

    async Task<PlanContent> OfAsync(Plan plan) =>
        new(plan, await evidence.AllAsync(plan), await aims.AllAsync(plan), await activities.AllAsync(plan));
}
