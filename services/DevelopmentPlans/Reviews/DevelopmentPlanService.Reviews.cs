using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.Review> GetReview(V1.GetReviewRequest request, ServerCallContext context) =>
        (await reviews.Value.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListReviewsResponse> ListReviews(
        V1.ListReviewsRequest request, ServerCallContext context)
    {
        var page = await reviews.Value.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Reviews = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Review> CreateReview(V1.CreateReviewRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Parent);
        return (await reviews.Value.AddAsync(plan, request.Review)).ToProto();
    }

    public override Task<V1.ReviewSummary> SummarizeReviews(
        V1.SummarizeReviewsRequest request, ServerCallContext context) => reviews.Value.SummarizeAsync(request.Name);
}
