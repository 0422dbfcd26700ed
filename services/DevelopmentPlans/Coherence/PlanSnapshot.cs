using Mastery.Common.V1;
using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>What the rules of coherence check: a plan's content, the current members of its department and what its
/// focus asks for. Dropped aims and cancelled activities are not in it.</summary>
public sealed record PlanSnapshot(PlanContent Content, IReadOnlyList<Member> Members, FocusView Focus)
{
    public string Plan => Content.Plan.Name;
    public AcademicYear Year { get; } = AcademicYear.Parse(Content.Plan.AcademicYear);
    public IReadOnlyList<Evidence> Evidence => Content.Evidence;
    public IReadOnlyList<Aim> Aims { get; } = [.. Content.Aims.Where(aim => !aim.Dropped)];
    public IReadOnlyList<Activity> Activities { get; } =
        [.. Content.Activities.Where(activity => activity.State != V1.Activity.Types.State.Cancelled)];

    public IEnumerable<Activity> ActivitiesOf(Aim aim) =>
        Activities.Where(activity => activity.AimIds.Contains(aim.Id));

    /// <summary>The members whom at least one of <paramref name="activities"/> is for.</summary>
    public IReadOnlyList<Member> Reached(IEnumerable<Activity> activities)
    {
        var programme = activities.ToList();
        return [.. Members.Where(member => programme.Exists(activity => activity.Reaches(member.Name)))];
    }
}

/// <summary>What a focus and its project ask of plans.</summary>
public sealed record FocusView(IReadOnlySet<BigIdea> BigIdeas, IReadOnlySet<string> OutcomeHeadings);
