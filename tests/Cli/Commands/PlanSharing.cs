using Grpc.Core;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>What becomes of a plan when it is shared.</summary>
sealed partial class Plans
{
    public const string Challenge = $"{Name}/feedback/0198a000-0000-7000-8000-0000000000f1";

    static Feedback Given => new()
    {
        Name = Challenge,
        Kind = Feedback.Types.Kind.Challenge,
        State = Feedback.Types.State.Open,
        Department = "hubs/sussex/departments/other",
        SchoolDisplayName = "Calder Vale",
        Comment = "How will you know?",
    };

    public override Task<Plan> SharePlan(SharePlanRequest request, ServerCallContext context) =>
        Answer(request, Ratio);

    public override Task<Plan> ReturnPlan(ReturnPlanRequest request, ServerCallContext context) =>
        Answer(request, Ratio);

    public override Task<Review> CreateReview(CreateReviewRequest request, ServerCallContext context) =>
        Answer(request, new Review
        {
            Name = $"{Name}/reviews/r",
            ReviewDate = request.Review.ReviewDate,
            PlanRevision = 7,
        });

    public override Task<ReviewSummary> SummarizeReviews(SummarizeReviewsRequest request, ServerCallContext context) =>
        Answer(request, new ReviewSummary
        {
            Message = "The plan was reviewed once, on 13 February 2025.",
            AimTrends =
            {
                new ReviewSummary.Types.AimTrend
                {
                    Statement = "Students scale by multiplying.",
                    Message = "Amber on 13 February 2025; there is no earlier review to compare it with.",
                },
                new ReviewSummary.Types.AimTrend { Message = "Red on 13 February 2025, as in the review before." },
            },
        });

    public override Task<ListFeedbackResponse> ListFeedback(ListFeedbackRequest request, ServerCallContext context) =>
        Answer(request, new ListFeedbackResponse { Feedback = { Given } });

    public override Task<Feedback> CreateFeedback(CreateFeedbackRequest request, ServerCallContext context) =>
        Answer(request, Given);

    public override Task<Feedback> RespondToFeedback(RespondToFeedbackRequest request, ServerCallContext context) =>
        Answer(request, Given);

    public override Task<Feedback> ResolveFeedback(ResolveFeedbackRequest request, ServerCallContext context) =>
        Answer(request, Given);

    public override Task<WorkGroupPlans> SummarizeWorkGroupPlans(
        SummarizeWorkGroupPlansRequest request, ServerCallContext context) =>
        Answer(request, new WorkGroupPlans
        {
            Messages = { "Every department shares a plan." },
            Members = { new WorkGroupPlans.Types.Member { Message = "Oakfield shares ‘Ratio’ with one aim." } },
        });
}
