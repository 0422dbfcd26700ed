using Mastery.ServiceDefaults;
using FeedbackState = Mastery.DevelopmentPlans.V1.Feedback.Types.State;
using Kind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;
using Trend = Mastery.DevelopmentPlans.V1.ReviewSummary.Types.Trend;

namespace Mastery.DevelopmentPlans;

/// <summary>The reviews of a plan and the feedback on it, as its sheet has them.</summary>
static class PlanSheetHistory
{
    const string Unnamed = "Another department of the Work Group";

    /// <summary>How each aim has come on over the reviews, in a sentence; empty for one that no review looked
    /// at.</summary>
    public static IEnumerable<string> Trends(PlanContent content) =>
        ReviewTrends.Of(content.Plan.Name, content.Aims, content.Reviews).AimTrends
            .Take(content.Aims.Count)
            .Select(aim => aim.Trend == Trend.NotReviewed ? "" : aim.Message);

    public static IReadOnlyList<ReviewLine> Reviews(PlanContent content) =>
    [
        .. ReviewTrends.Counted(content.Reviews).OrderBy(review => review.ReviewDate).Select((review, at) =>
            new ReviewLine(
                at + 1,
                review.ReviewDate,
                review.PlanRevision,
                review.Summary,
                [
                    .. review.AimReviews.Select(one => new AimReviewLine(
                        AboutAim(content, one.AimId),
                        PlanWords.Of(one.Rating),
                        one.Narrative,
                        one.Impact,
                        one.NextStep)),
                ])),
    ];

    /// <param name="content">The plan.</param>
    /// <param name="activities">The ids of its activities as the sheet numbers them.</param>
    public static IReadOnlyList<FeedbackLine> Feedback(PlanContent content, IReadOnlyList<Guid> activities) =>
    [
        .. content.Feedback.Select((given, at) => new FeedbackLine(
            at + 1,
            EnglandTime.Date(given.CreateTime),
            given.SchoolDisplayName.Length > 0 ? given.SchoolDisplayName : Unnamed,
            PlanWords.Of(given.Kind),
            given.SubjectKind switch
            {
                Aim.Collection => AboutAim(content, given.SubjectId),
                Evidence.Collection => About(
                    "Evidence", content.Evidence.Select(one => one.Id), given.SubjectId,
                    "Evidence that is no longer in the plan"),
                Activity.Collection => About(
                    "Activity", activities, given.SubjectId, "An activity that is no longer in the plan"),
                _ => "The plan",
            },
            given.Comment,
            given.Response,
            StateOf(given),
            given.Resolution)),
    ];

    static string StateOf(Feedback given) => given switch
    {
        { State: FeedbackState.Resolved } => "Settled",
        { State: FeedbackState.Answered } => "Answered",
        { Kind: Kind.Challenge } => "Waits for an answer",
        _ => "Asks for no answer",
    };

    static string AboutAim(PlanContent content, Guid? id) =>
        About("Aim", content.Aims.Select(aim => aim.Id), id, "An aim that is no longer in the plan");

    /// <summary>"Aim 2".</summary>
    static string About(string what, IEnumerable<Guid> ids, Guid? id, string gone) =>
        ids.Index().Where(one => one.Item == id).Select(one => $"{what} {one.Index + 1}").FirstOrDefault(gone);
}
