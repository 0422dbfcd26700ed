using System.Xml.Linq;

namespace Mastery.DevelopmentPlans;

/// <summary>The parts of a plan's page on how the plan has come on, and what others said of it.</summary>
static class PlanHistoryTables
{
    public static XElement Reviews(IReadOnlyList<ReviewLine> reviews) => Html.Section(
        "reviews", "Reviews", reviews.Count == 0
            ? Html.Paragraph("The plan has not been reviewed yet.")
            : reviews.Select(Review));

    public static XElement Feedback(IReadOnlyList<FeedbackLine> feedback) => Html.Section(
        "feedback", "Support and professional challenge", feedback.Count == 0
            ? Html.Paragraph("No other department has said anything about the plan yet.")
            : Html.Table(
                "What other departments of the Work Group said, and what was answered",
                ["No.", "From", "About", "What was said", "Answer", "State"],
                feedback.Select(one => new object?[]
                {
                    $"{one.Number}",
                    $"{one.GivenBy}, {PlanWords.Day(one.GiveDate)}",
                    $"{one.Kind}: {one.About.ToLowerInvariant()}",
                    Text(one.Comment),
                    Text(one.Answer),
                    Text(one.State + (one.Resolution.Length > 0 ? $": {one.Resolution}" : "")),
                })));

    static XElement Review(ReviewLine review) => Html.Element(
        "section",
        new XAttribute("aria-labelledby", $"review-{review.Number}"),
        Html.Heading(3, Html.Id($"review-{review.Number}"),
            $"Review {review.Number}: {PlanWords.Day(review.ReviewDate)}"),
        review.Summary.Length > 0 ? Html.Paragraph(Html.Class("text"), review.Summary) : null,
        Html.Table(
            $"How the aims stood at revision {review.Revision} of the plan",
            ["Aim", "Rating", "Why", "Evidence of impact", "Next step"],
            review.Aims.Select(one => new object?[]
            {
                one.About, one.Rating, Text(one.Narrative), Text(one.Impact), Text(one.NextStep),
            })));

    static XElement Text(string text) => Html.Element("span", Html.Class("text"), text);
}
