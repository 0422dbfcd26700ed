using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

sealed partial class Mends
{
    static readonly DateOnly FirstDay = new(2024, 9, 2);

    IEnumerable<PlanSnapshot>? OfProgramme() => finding.Rule switch
    {
        Rule.AimHasActivity => OfServing(IdOf(finding.Subject)),
        Rule.EveryMemberIsReached => OfReach(),
        Rule.PeopleAreOfDepartment =>
        [
            OnActivity(activity => WithColleagues(activity, all: false)),
            OnActivity(activity => WithColleagues(activity, all: true)),
        ],
        Rule.ActivitiesAreSpread => OfSpread(),
        Rule.ActivityInYear => OnOtherDays().Append(
            OnActivity(activity => activity with { State = ActivityState.Cancelled })),
        Rule.ActivityInTerm => OnOtherDays(),
        Rule.ActivityServesAim =>
        [
            .. plan.Aims.Select(aim => Serving(aim.Id)),
            plan.With(activities: [.. plan.Content.Activities.Where(activity => activity.Name != finding.Subject)]),
            new Mends(WithWholeAim(FirstDay), finding).Serving(Written.Id(2, Next)),
        ],
        Rule.ActivityIsForSomeone => [OnActivity(activity => activity with { WholeDepartment = true })],
        Rule.ActivitySaysEnough => [OnActivity(activity => activity with { Title = Text(activity.Id) })],
        Rule.ProgrammeIsUnderWay => [plan.WithActivities(Recorded)],
        _ => null,
    };

    PlanSnapshot Serving(Guid aim) =>
        OnActivity(activity => activity with { AimIds = [.. activity.AimIds, aim] });

    /// <summary>A new activity for the aim, or one that names it opened to all, on a day when they can come.</summary>
    IEnumerable<PlanSnapshot> OfServing(Guid aim) =>
    [
        .. Days().Select(day => WithActivity(aim, day)),
        .. Days().SelectMany(day => plan.Activities.Where(activity => activity.AimIds.Contains(aim)).Select(one =>
            plan.WithActivities(activity => activity.Id == one.Id ? On(day, ForAll(activity)) : activity))),
    ];

    IEnumerable<PlanSnapshot> OfReach() => (plan.Members.Count, plan.Aims.Count) switch
    {
        (0, _) => new Mends(plan.With(people: Written.Strong.People), finding).OfReach(),
        (_, 0) => [WithWholeAim(FirstDay)],
        _ =>
        [
            .. plan.Content.Activities.Select((_, place) => plan.WithActivity(place, ForAll)),
            .. plan.Aims.SelectMany(aim => Days().Select(day => WithActivity(aim.Id, day))),
        ],
    };

    /// <summary>Activities for an aim that is there, from any day in autumn on, or for a new one.</summary>
    IEnumerable<PlanSnapshot> OfSpread()
    {
        DateOnly[] later = [new(2025, 2, 6), new(2025, 6, 12)];
        return
        [
            .. plan.Aims.SelectMany(aim => Days().Where(day => day >= FirstDay && day.Year == 2024).Select(autumn =>
                WithActivity(aim.Id, [autumn, .. later]))),
            WithWholeAim([FirstDay, .. later]),
        ];
    }

    IEnumerable<PlanSnapshot> OnOtherDays() => Days().Select(day => OnActivity(activity => On(day, activity)));

    /// <summary>Days in term of every month, the first of them, and one in the July before.</summary>
    static IEnumerable<DateOnly> Days() =>
    [
        FirstDay, new(2024, 9, 5), new(2024, 10, 9), new(2024, 11, 6), new(2024, 11, 14), new(2024, 12, 11),
        new(2025, 1, 16), new(2025, 2, 6), new(2025, 3, 13), new(2025, 4, 2), new(2025, 5, 15), new(2025, 6, 12),
        new(2025, 7, 10), new(2025, 9, 11), new(2025, 9, 20), new(2024, 7, 8),
    ];

    static Activity On(DateOnly day, Activity activity) => activity with { StartDate = day, EndDate = day };

    static Activity ForAll(Activity activity) => activity with { WholeDepartment = true, Audience = [] };

    Activity WithColleagues(Activity activity, bool all) => activity with
    {
        LedBy = IsKnown(activity.LedBy) ? activity.LedBy : "",
        Audience = all
            ? [.. Written.People.Select(member => member.Name)]
            : [.. activity.Audience.Select(name => IsKnown(name) ? name : Written.People[0].Name).Distinct()],
    };

    Activity Recorded(Activity activity) =>
        activity.State == ActivityState.Planned && activity.EndDate < plan.Today
            ? activity with { State = ActivityState.Delivered }
            : activity;

    PlanSnapshot WithActivity(Guid aim, params DateOnly[] days) => plan.With(activities:
    [
        .. plan.Content.Activities,
        .. days.Select((day, place) => On(day, Written.Strong.Activities[0]) with
        {
            Id = Written.Id(3, Next + place),
            AimIds = [aim],
            State = plan.Plan.State != PlanState.Draft && day < plan.Today
                ? ActivityState.Delivered
                : ActivityState.Planned,
        }),
    ]);

    PlanSnapshot OnActivity(Func<Activity, Activity> change) => plan.WithActivities(
        activity => activity.Name == finding.Subject ? change(activity) : activity);

    bool IsKnown(string person) => person.Length == 0 || plan.People.OnRecord.Contains(person);
}
