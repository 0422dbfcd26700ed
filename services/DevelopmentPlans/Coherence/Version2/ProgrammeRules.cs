using Mastery.ServiceDefaults;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>A professional development programme carries every aim through the year.</summary>
static class ProgrammeRules
{
    public static IEnumerable<Check> AimHasActivity(PlanView view) => view.Snapshot.Aims.Select(aim => Check.Of(
        aim.Name,
        view.Serving(aim).Count > 0,
        () => view.Naming(aim).Count == 0
            ? $"No activity serves the aim {Words.Quote(aim.Statement)}. Plan at least one for the colleagues who "
                + "are to bring it about."
            : $"Nothing carries the aim {Words.Quote(aim.Statement)} yet: "
                + $"{string.Join("; ", view.Naming(aim).Select(activity => Problem(activity, view)))}. Plan at "
                + "least one activity for colleagues, on a day when they can come.",
        "Name the aim in the aims of an activity with an audience or whole_department, on a day in term, with "
            + "CreateActivity or UpdateActivity."));

    /// <summary>An activity counts where it begins, not for every month that it spans. What is before the first term
    /// counts to it.</summary>
    public static IEnumerable<Check> ActivitiesAreSpread(PlanView view)
    {
        var (plan, terms) = (view.Snapshot.Plan.Name, view.Snapshot.TermDates.Terms);
        var count = Math.Min(view.Bounds.PartsOfYear, terms.Count);
        var parts = terms.Index().GroupBy(term => term.Index * count / terms.Count, term => term.Item)
            .Select(part => part.ToList()).ToList();
        if (view.Snapshot.Activities.Count == 0 || view.Snapshot.Aims.Count == 0)
        {
            return parts.Select(_ => Check.Waiting(plan));
        }

        var missing = parts.Where(part => !view.Programme.Any(activity =>
            activity.StartDate >= (part == parts[0] ? view.Snapshot.Year.Start : part[0].Start)
                && activity.StartDate <= part[^1].End)).ToList();
        return
        [
            .. missing.Take(1).Select(_ => Missing(plan, [.. missing.SelectMany(part => part)])),
            .. missing.Skip(1).Select(_ => Check.Waiting(plan)),
            .. parts.Skip(missing.Count).Select(_ => new Check(plan, true, "", "")),
        ];
    }

    public static IEnumerable<Check> ActivityInYear(PlanView view) =>
        view.Snapshot.Activities.Select(activity => Check.Of(
            activity.Name,
            view.InYear(activity),
            () => $"{Words.Quote(activity.Title)}, {Words.Days(activity)}, is not in the programme of "
                + $"{Words.Year(view.Snapshot.Year)}, which runs from {EnglandTime.Words(view.FirstDay)} to "
                + $"{EnglandTime.Words(view.LastDay)}. Move it, or leave it to another year’s plan.",
            "Change start_date and end_date with UpdateActivity, or cancel it with CancelActivity."));

    public static IEnumerable<Check> ActivityInTerm(PlanView view) => view.Snapshot.Activities.Select(activity =>
        !view.InYear(activity)
            ? Check.Waiting(activity.Name)
            : Check.Of(
                activity.Name,
                view.InTerm(activity),
                () => $"{Words.Quote(activity.Title)} is {Words.Days(activity)}, out of term. Move it to a day when "
                    + "colleagues are in school.",
                "Change start_date and end_date with UpdateActivity."));

    public static IEnumerable<Check> ActivityServesAim(PlanView view) => view.Snapshot.Activities.Select(activity =>
        view.Snapshot.Aims.Count == 0
            ? Check.Waiting(activity.Name)
            : Check.Of(
                activity.Name,
                view.ServesAim(activity),
                () => $"{Words.Quote(activity.Title)} serves no aim of the plan, so it counts for nothing in it. "
                    + "Say which aim it serves, or leave it out.",
                "Name an aim in its aims with UpdateActivity, or delete it with DeleteActivity."));

    public static IEnumerable<Check> ActivityIsForSomeone(PlanView view) =>
        view.Snapshot.Activities.Select(activity => Check.Of(
            activity.Name,
            PlanView.IsForSomeone(activity),
            () => $"{Words.Quote(activity.Title)} is for nobody yet. Name who takes part, or make it for the whole "
                + "department.",
            "Set audience or whole_department, with UpdateActivity."));

    public static IEnumerable<Check> ActivitySaysEnough(PlanView view) =>
        view.Snapshot.Activities.Select(activity => Check.Of(
            activity.Name,
            Texts.SaysSomething(activity.Title, view.Bounds.Label)
                && Texts.WordCount(activity.Title) >= view.Bounds.FewestWords.Title,
            () => $"The title {Words.Quote(activity.Title)} says little. Say in a few words what colleagues will "
                + "work on.",
            "Write a longer title, with UpdateActivity."));

    /// <summary>Something was delivered by now. A draft cannot record it.</summary>
    public static IEnumerable<Check> ProgrammeIsUnderWay(PlanView view)
    {
        List<Activity> over = view.Snapshot.Plan.State is PlanState.Shared or PlanState.Agreed or PlanState.Closed
            ? [.. view.Snapshot.Activities.Where(activity =>
                activity.EndDate.AddDays(view.Bounds.DeliveryDays) < view.Snapshot.Today)]
            : [];
        return over.Count == 0
            ? []
            :
            [
                Check.Of(
                    view.Snapshot.Plan.Name,
                    over.Exists(activity => activity.State == ActivityState.Delivered),
                    () => "Nothing is recorded as delivered, although "
                        + $"{Words.Count(over.Count, "activity is", "activities are")} over, the first of them "
                        + $"{Words.Days(over.MinBy(activity => activity.StartDate)!)}. Record what took place, and "
                        + "move or cancel what did not.",
                    "Call DeliverActivity for each that took place, and CancelActivity for each that did not."),
            ];
    }

    static Check Missing(string plan, IReadOnlyList<Term> terms) => new(
        plan,
        false,
        $"Nothing in the programme begins in the {Words.Or(terms.Select(term => term.Name))} term{Days(terms)}. Plan "
            + "something there, so that the work goes on through the year.",
        "Create activities that serve an aim with a start_date in "
            + $"{string.Join(", ", terms.Select(term => $"{term.Start:yyyy-MM-dd}/{term.End:yyyy-MM-dd}"))}.");

    static string Days(IReadOnlyList<Term> terms) => terms is [var only]
        ? $" ({EnglandTime.Words(only.Start)} to {EnglandTime.Words(only.End)})"
        : "";

    static string Problem(Activity activity, PlanView view)
    {
        var title = Words.Quote(activity.Title);
        return !PlanView.IsForSomeone(activity) ? $"{title} is for nobody"
            : !view.InYear(activity) ? $"{title}, {Words.Days(activity)}, is not in the year’s programme"
            : $"{title} is {Words.Days(activity)}, when schools are closed";
    }
}
