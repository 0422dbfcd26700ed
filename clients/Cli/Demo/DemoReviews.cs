using Mastery.Cli.Connection;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Demo;

/// <summary>Reviews of the agreed plan of the demo year: two, a term apart.</summary>
static class DemoReviews
{
    static readonly (string Day, Review.Types.Rating Rating, string Why, string Impact, string Next)[] Held =
    [
        ("2024-12-12", Review.Types.Rating.Amber,
            "Bar models are in every Year 7 scheme, and in two of three Year 8 classes.",
            "41 % of Year 8 were secure in ratio in September, 47 % in the December check.",
            "Plan the Year 8 unit on scale together, and teach it twice."),
        ("2025-03-27", Review.Types.Rating.Green,
            "All classes use the same three representations, and students choose between them.",
            "58 % of Year 8 were secure in ratio in March; book looks show fewer additive answers.",
            "Write the representations into the Year 9 scheme."),
    ];

    /// <summary>Writes them.</summary>
    public static async Task WriteAsync(DemoContext context)
    {
        var plans = await context.Hub.Plans.ListPlansAsync(
            new() { Parent = context.HubName, Filter = "state = STATE_AGREED" }, context.Call);
        foreach (var plan in plans.Plans)
        {
            var aims = await context.Hub.Plans.ListAimsAsync(new() { Parent = plan.Name }, context.Call);
            foreach (var held in Held)
            {
                await context.Hub.Plans.CreateReviewAsync(new CreateReviewRequest
                {
                    Parent = plan.Name,
                    Review = new()
                    {
                        ReviewDate = held.Day,
                        AimReviews =
                        {
                            aims.Aims.Select(aim => new Review.Types.AimReview
                            {
                                Aim = aim.Name,
                                Rating = held.Rating,
                                Narrative = held.Why,
                                Impact = held.Impact,
                                NextStep = held.Next,
                            }),
                        },
                    },
                }.WithRequestId(), context.Call);
            }
        }

        context.Report($"{plans.Plans.Count * Held.Length} reviews of agreed plans, a term apart");
    }
}
