using System.Xml.Linq;

namespace Mastery.DevelopmentPlans;

/// <summary>The tables of a plan's page.</summary>
static class PlanTables
{
    public static XElement Evidence(IReadOnlyList<EvidenceLine> evidence) => Html.Table(
        "What was looked at, and what was found",
        ["No.", "What was found", "Whose needs", "How", "When", "Measured"],
        evidence.Select(one => new object?[]
        {
            $"{one.Number}",
            new object?[]
            {
                Html.Element("span", Html.Class("text"), one.Finding),
                one.Attachments.Count == 0
                    ? null
                    : Html.Element("ul", one.Attachments.Select(File)),
            },
            Words.And(one.NeedsOf.Select((whose, at) => at == 0 ? whose : whose.ToLowerInvariant())),
            one.Kind,
            PlanWords.Day(one.CollectDate),
            one.Measure is { } measure ? $"{measure.Label}: {PlanWords.Value(measure.Value, measure.Unit)}" : "",
        }));

    public static XElement Criteria(AimLine aim) => Html.Table(
        $"How we will know that aim {aim.Number} is met",
        ["No.", "What will be seen", "Start", "Target", "By when", "So far", "Seen by"],
        aim.SuccessCriteria.Select(one => new object?[]
        {
            one.Number,
            one.Statement,
            PlanWords.Value(one.Baseline, one.Unit),
            Target(one),
            PlanWords.Day(one.DueDate),
            PlanWords.Measurements(one),
            one.Observer,
        }));

    public static XElement Activities(IReadOnlyList<ActivityLine> activities) => Html.Table(
        "What the department does together, in the order of its days",
        ["No.", "Activity", "When", "Hours", "For aims", "Led by", "For whom", "State"],
        activities.Select(one => new object?[]
        {
            $"{one.Number}",
            $"{one.Title} ({one.Kind.ToLowerInvariant()})",
            PlanWords.Days(one.StartDate, one.EndDate),
            one.Hours is { } hours ? PlanWords.Number(hours) : "",
            Words.And(one.Aims.Select(number => $"{number}")),
            one.LedBy,
            Words.And(one.Audience),
            State(one),
        }));

    public static XElement Reach(ReachLine reach) => Html.Table(
        "Members of the department whom the programme reaches",
        ["Of", "Reached", "Members"],
        reach.Aims.Select(aim => new object?[] { $"Aim {aim.Aim}", $"{aim.Reached}", $"{reach.Members}" })
            .Prepend(["Whole programme", $"{reach.Reached}", $"{reach.Members}"]));

    /// <summary>"Delivered, 16 October 2024; present: Aisha Khan and Ben Okoro".</summary>
    static string State(ActivityLine activity) => activity.State
        + (activity.DeliverDate is { } day ? $", {PlanWords.Day(day)}" : "")
        + (activity.Attended.Count > 0 ? $"; present: {Words.And(activity.Attended)}" : "");

    /// <summary>"Increase to 60%", "Maintain 95%".</summary>
    static string Target(CriterionLine criterion) =>
        $"{criterion.Direction}{(criterion.Direction is "" or "Maintain" ? " " : " to ")}"
            .TrimStart() + PlanWords.Value(criterion.Target, criterion.Unit);

    /// <summary>The address is written out, for paper.</summary>
    static XElement File(Attachment file) => Html.Element(
        "li", file.Title, ": ", Html.Element("a", new XAttribute("href", file.Uri), file.Uri),
        file.Sha256.Length > 0 ? $" (SHA-256 {file.Sha256})" : null);
}
