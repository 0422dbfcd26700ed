using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;

namespace Mastery.DevelopmentPlans;

/// <summary>The success of every aim can be seen: measured, or observed by somebody.</summary>
static class CriterionRules
{
    const string Hint = "In success_criteria, with UpdateAim: baseline, target and direction, or observer without "
        + "target; a due_date after the aim's first activity and within its horizon; percentages from 0 to 100.";

    public static IEnumerable<Check> AimSuccessCanBeSeen(PlanView view) => view.Snapshot.Aims.Select(aim => Check.Of(
        aim.Name,
        aim.SuccessCriteria.Any(criterion => IsSound(criterion, aim, view)),
        () => aim.SuccessCriteria.Count == 0
            ? $"The aim {Words.Quote(aim.Statement)} does not say how its success will be seen. Say what will be "
                + "measured, from which value to which, or what will be seen and by whom; and by when."
            : $"The success of the aim {Words.Quote(aim.Statement)} cannot be seen yet: "
                + string.Join(" ", aim.SuccessCriteria.Select(criterion => Sentence(criterion, aim, view))),
        Hint));

    /// <summary>A criterion that is not sound beside one that is.</summary>
    public static IEnumerable<Check> CriterionIsSound(PlanView view) => view.Snapshot.Aims.SelectMany(aim =>
        aim.SuccessCriteria.Any(criterion => IsSound(criterion, aim, view))
            ? aim.SuccessCriteria.Select(criterion => Check.Of(
                aim.Name,
                IsSound(criterion, aim, view),
                () => $"One success criterion of the aim {Words.Quote(aim.Statement)} cannot be seen: "
                    + $"{Sentence(criterion, aim, view)} Or leave it out.",
                Hint))
            : [Check.Waiting(aim.Name)]);

    /// <summary>One criterion goes beyond what is there. One that is observed does: it is not there yet. Whether it is
    /// sound, other rules say.</summary>
    public static IEnumerable<Check> PlanIsAmbitious(PlanView view)
    {
        List<SuccessCriterion> criteria = [.. view.Snapshot.Aims.SelectMany(aim => aim.SuccessCriteria)];
        return
        [
            criteria.Count == 0
                ? Check.Waiting(view.Snapshot.Plan.Name)
                : new(
                    view.Snapshot.Plan.Name,
                    criteria.Exists(criterion => criterion.IsObserved || criterion.Direction != Direction.Maintain),
                    "Every success criterion of the plan holds what is there already. That is honourable; go beyond it "
                        + "in at least one.",
                    "Give a criterion DIRECTION_INCREASE or DIRECTION_DECREASE and a target beyond its baseline, with "
                        + "UpdateAim."),
        ];
    }

    static bool IsSound(SuccessCriterion criterion, Aim aim, PlanView view) =>
        CriterionProblem.Of(criterion, aim, view).Count == 0;

    /// <summary>What is wrong with a criterion, and what to do about each.</summary>
    static string Sentence(SuccessCriterion criterion, Aim aim, PlanView view)
    {
        var problems = CriterionProblem.Of(criterion, aim, view);
        return $"{Words.Quote(criterion.Statement)} {Words.And(problems.Select(problem => problem.What))}. "
            + string.Join(" ", problems.Select(problem => problem.Remedy).Distinct());
    }
}
