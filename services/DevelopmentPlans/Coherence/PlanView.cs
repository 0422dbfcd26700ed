using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;

namespace Mastery.DevelopmentPlans;

/// <summary>A snapshot as the rules of one version see it: what several rules ask for is found once.</summary>
public sealed class PlanView
{
    readonly Dictionary<Guid, List<Activity>> _serving = [];
    readonly Dictionary<Guid, List<Activity>> _naming = [];
    readonly Dictionary<Guid, Activity?> _first;
    readonly Dictionary<Guid, Evidence> _evidence;

    public PlanView(PlanSnapshot snapshot, RuleBounds bounds)
    {
        (Snapshot, Bounds) = (snapshot, bounds);
        _evidence = snapshot.Evidence.ToDictionary(piece => piece.Id);
        foreach (var aim in snapshot.Aims)
        {
            (_serving[aim.Id], _naming[aim.Id]) = ([], []);
        }

        Programme = [.. snapshot.Activities.Where(activity => !bounds.OnlyServingActivities || Serves(activity))];
        snapshot.Activities.ToList().ForEach(activity => Enter(activity, _naming));
        Programme.ToList().ForEach(activity => Enter(activity, _serving));
        _first = _naming.ToDictionary(
            aim => aim.Key, aim => aim.Value.Where(InYear).MinBy(activity => activity.StartDate));
    }

    public PlanSnapshot Snapshot { get; }

    public RuleBounds Bounds { get; }

    /// <summary>The activities that support members.</summary>
    public IReadOnlyList<Activity> Programme { get; }

    /// <summary>The first day of the year's programme.</summary>
    public DateOnly FirstDay => Bounds.FirstDay(Snapshot.Year);

    /// <summary>The last day of the year's programme.</summary>
    public DateOnly LastDay => Bounds.LastDay(Snapshot.Year);

    /// <summary>The activities of the programme that serve an aim.</summary>
    public IReadOnlyList<Activity> Serving(Aim aim) => _serving[aim.Id];

    /// <summary>All activities that name an aim.</summary>
    public IReadOnlyList<Activity> Naming(Aim aim) => _naming[aim.Id];

    /// <summary>The first activity of the year's programme that names an aim; null if none does.</summary>
    public Activity? First(Aim aim) => _first[aim.Id];

    /// <summary>The evidence on which an aim rests.</summary>
    public IEnumerable<Evidence> EvidenceOf(Aim aim) =>
        aim.EvidenceIds.Select(_evidence.GetValueOrDefault).OfType<Evidence>().OrderBy(piece => piece.Id);

    public bool ServesAim(Activity activity) => activity.AimIds.Any(_naming.ContainsKey);

    /// <summary>Whether one of its days is in the year's programme.</summary>
    public bool InYear(Activity activity) => activity.StartDate <= LastDay && activity.EndDate >= FirstDay;

    /// <summary>The day on which an activity begins; one that began before, on the first day of the year's
    /// programme.</summary>
    public DateOnly Begin(Activity activity) => activity.StartDate < FirstDay ? FirstDay : activity.StartDate;

    /// <summary>Whether one of its days is in term, or in the weeks before and after the year.</summary>
    public bool InTerm(Activity activity) => Days(activity).Any(day =>
        day < Snapshot.Year.Start || day > Snapshot.Year.End || Snapshot.TermDates.IsInTerm(day));

    /// <summary>Whether colleagues can come on one of its days. Out of term they may: schools differ in their dates.
    /// In the August that ends the year they do not.</summary>
    public bool IsPossible(Activity activity) => Days(activity).Any(day => Snapshot.TermDates.IsInTerm(day)
        || !(ClosedDays.Contains(day) || (day <= Snapshot.Year.End && day.AddMonths(1) > Snapshot.Year.End)));

    /// <summary>Whether an activity supports a member.</summary>
    public bool Reaches(Activity activity, Member member) =>
        activity.Reaches(member.Name)
            || (Bounds.LeadersTakePart && IsForSomeone(activity) && activity.LedBy == member.Name);

    /// <summary>The members whom at least one of some activities supports.</summary>
    public IReadOnlyList<Member> Reached(IReadOnlyList<Activity> activities) =>
        [.. Snapshot.Members.Where(member => activities.Any(activity => Reaches(activity, member)))];

    public static bool IsForSomeone(Activity activity) => activity.WholeDepartment || activity.Audience.Length > 0;

    /// <summary>Whether what the aim wants is there already.</summary>
    public static bool IsAchieved(Aim aim) =>
        aim.Status == V1.Aim.Types.Status.Met
            || (aim.SuccessCriteria.Count > 0 && aim.SuccessCriteria.All(IsPassed));

    bool Serves(Activity activity) =>
        ServesAim(activity) && IsForSomeone(activity) && InYear(activity) && IsPossible(activity);

    static void Enter(Activity activity, Dictionary<Guid, List<Activity>> ofAims)
    {
        foreach (var aim in activity.AimIds.Where(ofAims.ContainsKey))
        {
            ofAims[aim].Add(activity);
        }
    }

    /// <summary>The days of an activity that are in the year's programme.</summary>
    IEnumerable<DateOnly> Days(Activity activity)
    {
        var last = activity.EndDate < LastDay ? activity.EndDate : LastDay;
        for (var day = Begin(activity); day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    // Holding a value is never over.
    static bool IsPassed(SuccessCriterion criterion) => criterion is { Latest: { } now, Target: { } target }
        && (criterion.Direction switch
        {
            Direction.Increase => now >= target,
            Direction.Decrease => now <= target,
            _ => false,
        });
}
