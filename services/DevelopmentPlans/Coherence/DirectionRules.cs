using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The plan is sustained and serves the focus of its Work Group.</summary>
static class DirectionRules
{
    public static IEnumerable<Check> Sustained(PlanSnapshot snapshot) =>
    [
        new(snapshot.Plan,
            snapshot.Aims.Any(aim => aim.IsLongTerm),
            "No aim looks beyond the year.",
            "Set the horizon of an aim to HORIZON_LONG, with UpdateAim, or add one that is to last."),
    ];

    /// <summary>If the focus names no big ideas, as a bespoke one may, the outcomes of its project count.</summary>
    public static IEnumerable<Check> AlignedWithFocus(PlanSnapshot snapshot) =>
        [snapshot.Focus.BigIdeas.Count > 0 ? TakesUpBigIdea(snapshot) : ServesOutcome(snapshot)];

    static Check TakesUpBigIdea(PlanSnapshot snapshot) => new(
        snapshot.Plan,
        snapshot.Aims.Any(aim => aim.BigIdeas.Any(snapshot.Focus.BigIdeas.Contains)),
        "No aim takes up a big idea of the focus.",
        $"Name in the big_ideas of an aim at least one of {List(snapshot.Focus.BigIdeas.Order().Select(Name))}.");

    static Check ServesOutcome(PlanSnapshot snapshot)
    {
        var headings = snapshot.Focus.OutcomeHeadings;
        return new(
            snapshot.Plan,
            headings.Count == 0 || snapshot.Aims.Any(aim => headings.Contains(aim.OutcomeHeading)),
            "No aim serves an outcome of the project.",
            $"Set the outcome_heading of an aim to one of {List(headings.Order().Select(heading => $"'{heading}'"))}.");
    }

    static string Name(BigIdea idea) => "BIG_IDEA_" + Enums.Text(idea);

    static string List(IEnumerable<string> words) => string.Join(", ", words);
}
