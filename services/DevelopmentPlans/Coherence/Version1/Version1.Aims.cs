using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

static partial class Version1
{
    static IEnumerable<Check> PlanHasAims(PlanView view) =>
    [
        new(view.Snapshot.Plan.Name, view.Snapshot.Aims.Count > 0, "The plan has no aim.",
            "Add at least one with CreateAim."),
    ];

    static IEnumerable<Check> AimIsMeasurable(PlanView view) => view.Snapshot.Aims.Select(aim => new Check(
        aim.Name,
        aim.SuccessCriteria.Any(criterion => criterion.DueDate is not null && criterion.Target is not null),
        "The aim has no success criterion with a due date and a target.",
        "Give at least one of its success_criteria a due_date and a target, with UpdateAim."));

    static IEnumerable<Check> AimIsAmbitious(PlanView view) => view.Snapshot.Aims.Select(aim => new Check(
        aim.Name,
        !aim.SuccessCriteria.Any(RestatesBaseline),
        $"{Restating(aim)}: the target is what is there already.",
        "Set a target that differs from the baseline, with UpdateAim."));

    static IEnumerable<Check> Sustained(PlanView view) =>
    [
        new(view.Snapshot.Plan.Name,
            view.Snapshot.Aims.Any(aim => aim.IsLongTerm),
            "No aim looks beyond the year.",
            "Set the horizon of an aim to HORIZON_LONG, with UpdateAim, or add one that is to last."),
    ];

    /// <summary>If the focus names no big ideas, as a bespoke one may, the outcomes of its project count.</summary>
    static IEnumerable<Check> AlignedWithFocus(PlanView view) =>
        [view.Snapshot.Focus.BigIdeas.Count > 0 ? TakesUpBigIdea(view.Snapshot) : ServesOutcome(view.Snapshot)];

    static Check TakesUpBigIdea(PlanSnapshot snapshot) => new(
        snapshot.Plan.Name,
        snapshot.Aims.Any(aim => aim.BigIdeas.Any(snapshot.Focus.BigIdeas.Contains)),
        "No aim takes up a big idea of the focus.",
        $"Name in the big_ideas of an aim at least one of {List(snapshot.Focus.BigIdeas.Order().Select(Name))}.");

    static Check ServesOutcome(PlanSnapshot snapshot)
    {
        var headings = snapshot.Focus.OutcomeHeadings;
        return new(
            snapshot.Plan.Name,
            headings.Count == 0 || snapshot.Aims.Any(aim => headings.Contains(aim.OutcomeHeading)),
            "No aim serves an outcome of the project.",
            $"Set the outcome_heading of an aim to one of {List(headings.Order().Select(heading => $"'{heading}'"))}.");
    }

    static bool RestatesBaseline(SuccessCriterion criterion) =>
        criterion.Target is { } target && criterion.Baseline is { } baseline && target.Equals(baseline);

    static string Restating(Aim aim)
    {
        List<int> places =
            [.. aim.SuccessCriteria.Index().Where(at => RestatesBaseline(at.Item)).Select(at => at.Index + 1)];
        return places is [var only]
            ? $"Success criterion {only} only restates the baseline"
            : $"Success criteria {string.Join(", ", places)} only restate the baseline";
    }

    static string Name(BigIdea idea) => "BIG_IDEA_" + Enums.Text(idea);

    static string List(IEnumerable<string> words) => string.Join(", ", words);
}
