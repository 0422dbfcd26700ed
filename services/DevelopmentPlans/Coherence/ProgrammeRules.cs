using Mastery.Contracts;
namespace Mastery.DevelopmentPlans;

/// <summary>A professional development programme carries every aim through the year.</summary>
static class ProgrammeRules
{
    public static IEnumerable<Check> AimHasActivity(PlanSnapshot snapshot) => snapshot.Aims.Select(aim => new Check(
        aim.Name,
        snapshot.ActivitiesOf(aim).Any(),
        "No activity supports the aim.",
        "Add one with CreateActivity, or name the aim in the aims of one that is there."));

    public static IEnumerable<Check> ActivityInYear(PlanSnapshot snapshot) =>
        snapshot.Activities.Select(activity => new Check(
            activity.Name,
            activity.StartDate >= snapshot.Year.Start && activity.EndDate <= snapshot.Year.End,
            $"The activity is not within the academic year, {Days(snapshot.Year.Start, snapshot.Year.End)}.",
            "Move its dates with UpdateActivity, or cancel it with CancelActivity."));

    public static IEnumerable<Check> ActivitiesAreSpread(PlanSnapshot snapshot) =>
        TermDates.ForEngland(snapshot.Year).Terms.Select(term => new Check(
            snapshot.Plan,
            snapshot.Activities.Any(term.Touches),
            $"No activity takes place in the {term.Name} term, {Days(term.Start, term.End)}.",
            $"Plan an activity for the {term.Name} term with CreateActivity, or move one there with UpdateActivity."));

    static string Days(DateOnly first, DateOnly last) => $"{IsoDate.Text(first)} to {IsoDate.Text(last)}";
}
