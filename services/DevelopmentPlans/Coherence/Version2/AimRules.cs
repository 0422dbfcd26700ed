using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>Aims are there, are clear, differ, and are still to be reached.</summary>
static class AimRules
{
    const int LongestOfAlike = 200;

    public static IEnumerable<Check> PlanHasAims(PlanView view) =>
    [
        new(view.Snapshot.Plan.Name,
            view.Snapshot.Aims.Count > 0,
            (view.Snapshot.Content.Aims.Count == 0
                ? "The plan has no aim yet. "
                : "The plan has no aim left: all were dropped. ")
                + "Write down what the department wants to achieve, what shows the need for it, how success will be "
                + "seen, and what will be done for it.",
            "Add an aim with CreateAim, with evidence and success_criteria, and an activity with CreateActivity that "
                + "names it in aims."),
    ];

    public static IEnumerable<Check> AimIsClear(PlanView view) => view.Snapshot.Aims.Select(aim => Check.Of(
        aim.Name,
        IsClear(aim, view),
        () => $"The aim {Words.Quote(aim.Statement)} does not say what is to be achieved. Put it in a sentence: who "
            + "will do what that they do not do now.",
        "Write a longer statement, with UpdateAim."));

    /// <summary>An agreed plan may have met all its aims: that is success.</summary>
    public static IEnumerable<Check> AimsAreStillToBeMet(PlanView view)
    {
        var (plan, aims) = (view.Snapshot.Plan, view.Snapshot.Aims);
        if (aims.Count == 0)
        {
            return [Check.Waiting(plan.Name)];
        }

        var ahead = plan.State is not (PlanState.Draft or PlanState.Shared);
        return
        [
            new(plan.Name,
                ahead || !aims.All(PlanView.IsAchieved),
                (aims.Count == 1
                    ? $"The plan’s only aim, {Words.Quote(aims[0].Statement)}, is met already. "
                    : "All aims of the plan are met already. ")
                    + "Before it is agreed, set at least one aim that is still to be reached, or raise a target.",
                "An aim counts as met when its status is STATUS_MET, or when the last of the measurements of each of "
                    + "its success_criteria has passed the target: add one with CreateAim, or correct these."),
        ];
    }

    public static IEnumerable<Check> AimsDiffer(PlanView view) => Same(
        [.. view.Snapshot.Aims.Select(aim => (aim.Name, aim.Statement))],
        view.Bounds.Sameness,
        "aims",
        "Keep one, or say in each what sets it apart from the others.",
        "Delete all but one with DeleteAim, or write another statement with UpdateAim.");

    public static IEnumerable<Check> AimSaysEnough(PlanView view) => view.Snapshot.Aims.Select(aim =>
        !IsClear(aim, view)
            ? Check.Waiting(aim.Name)
            : Check.Of(
                aim.Name,
                Texts.WordCount(aim.Statement) >= view.Bounds.FewestWords.Aim,
                () => $"The aim {Words.Quote(aim.Statement)} is short. Say who will do what, and with whom, so that a "
                    + "colleague of another school can picture it.",
                "Write a longer statement, with UpdateAim."));

    /// <summary>A check for each text. Where several say the same, the first has the finding.</summary>
    public static IEnumerable<Check> Same(
        IReadOnlyList<(string Name, string Text)> texts, double sameness, string kind, string remedy, string hint)
    {
        var groups = Texts.Alike([.. texts.Select(text => text.Text)], sameness).ToList();
        var firsts = groups.Select(places => places[0]).ToHashSet();
        var alike = groups.SelectMany(places => places).ToHashSet();
        return
        [
            .. groups.Select(places => new Check(
                texts[places[0]].Name,
                false,
                $"{Words.Capital(Words.Number(places.Count))} {kind} say the same or nearly so: "
                    + $"{Words.And(places.Select(Quoted).Distinct())}. {remedy}",
                $"{hint} They are {string.Join(", ", places.Select(place => texts[place].Name))}.")),
            .. texts.Index().Where(text => !firsts.Contains(text.Index))
                .Select(text => new Check(text.Item.Name, !alike.Contains(text.Index), "", "")),
        ];

        string Quoted(int place) => Words.QuoteUpTo(LongestOfAlike, texts[place].Text);
    }

    static bool IsClear(Aim aim, PlanView view) => Texts.SaysSomething(aim.Statement, view.Bounds.Sentence);
}
