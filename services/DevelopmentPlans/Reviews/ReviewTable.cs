using Dapper;

namespace Mastery.DevelopmentPlans;

static class ReviewTable
{
    static ReviewTable() => SqlMapper.AddTypeHandler(new AimReviewsHandler());

    public static PlanPartTable<Review> Table { get; } = new(
        V1.Review.Descriptor,
        "review",
        "review_date, summary, aim_reviews, corrects, plan_revision",
        "@ReviewDate, @Summary, @AimReviews, @Corrects, @PlanRevision");
}
