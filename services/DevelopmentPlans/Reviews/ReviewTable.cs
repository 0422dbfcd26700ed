using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

static class ReviewTable
{
    static ReviewTable() => SqlMapper.AddTypeHandler(new JsonListColumn<AimReview>());

    public static PlanPartTable<Review> Table { get; } = new(
        V1.Review.Descriptor,
        "review",
        "review_date, summary, aim_reviews, corrects, plan_revision",
        "@ReviewDate, @Summary, @AimReviews, @Corrects, @PlanRevision");
}
