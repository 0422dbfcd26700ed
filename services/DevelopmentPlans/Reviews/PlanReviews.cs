using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The reviews of plans.</summary>
public sealed class PlanReviews(
    DbSession db,
    PlanStore plans,
    PlanParts<Review> reviews,
    PlanParts<Aim> aims,
    PartReferences references,
    TimeProvider clock)
{
    public Task<Review> GetAsync(string name) => reviews.GetAsync(name);

    public Task<Page<Review>> ListAsync(string parent, ListRequest list) => reviews.ListAsync(parent, list);

    /// <summary>Adds a review to a plan that the caller has locked.</summary>
    public async Task<Review> AddAsync(Plan plan, V1.Review from)
    {
        var review = Review.New(plan, from, EnglandTime.Today(clock));
        await references.RequireAimsAsync(plan, [.. review.AimReviews.Select(item => item.AimId)]);
        var all = await reviews.AllAsync(plan);
        RequireUncorrected(plan, review, all);
        var latest = ReviewTrends.Counted([.. all, review]).Max(one => one.ReviewDate);
        return await reviews.InsertAsync(plan, review, latest);
    }

    /// <summary>How the aims of a plan have stood over its reviews.</summary>
    public Task<V1.ReviewSummary> SummarizeAsync(string plan) => db.SnapshotAsync(async () =>
    {
        var found = (await plans.GetAsync(plan)).RequireHere();
        return ReviewTrends.Of(found.Name, await aims.AllAsync(found), await reviews.AllAsync(found));
    });

    static void RequireUncorrected(Plan plan, Review review, IReadOnlyList<Review> all)
    {
        if (review.Corrects is not { } id)
        {
            return;
        }

        var first = all.FirstOrDefault(one => one.Id == id)
            ?? throw PlanErrors.ReferenceInvalid($"{plan.Name}/{Review.Collection}/{id}");
        if (all.FirstOrDefault(one => one.Corrects == id) is { } correction)
        {
            throw PlanErrors.CorrectedAlready(first, correction.Name);
        }
    }
}
