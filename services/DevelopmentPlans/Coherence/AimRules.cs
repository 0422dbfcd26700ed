namespace Mastery.DevelopmentPlans;

/// <summary>Aims are clear and ambitious.</summary>
static class AimRules
{
    public static IEnumerable<Check> PlanHasAims(PlanSnapshot snapshot) =>
    [
        new(snapshot.Plan, snapshot.Aims.Count > 0, "The plan has no aim.", "Add at least one with CreateAim."),
    ];

    public static IEnumerable<Check> AimIsMeasurable(PlanSnapshot snapshot) => snapshot.Aims.Select(aim => new Check(
        aim.Name,
        aim.SuccessCriteria.Any(criterion => criterion.IsComplete),
        "The aim has no success criterion that says how and by when it will be known to be met.",
        "Give at least one of its success_criteria a due_date, and either a baseline, a target and a direction or an "
            + "observer, with UpdateAim."));

    public static IEnumerable<Check> AimIsAmbitious(PlanSnapshot snapshot) => snapshot.Aims.Select(aim => new Check(
        aim.Name,
        !aim.SuccessCriteria.Any(criterion => criterion.RestatesBaseline),
        $"{Restating(aim)}: the target is what is there already.",
        "Set a target that differs from the baseline, with UpdateAim."));

    static string Restating(Aim aim)
    {
        List<int> places =
            [.. aim.SuccessCriteria.Index().Where(at => at.Item.RestatesBaseline).Select(at => at.Index + 1)];
        return places is [var only]
            ? $"Success criterion {only} only restates the baseline"
            : $"Success criteria {string.Join(", ", places)} only restate the baseline";
    }
}
