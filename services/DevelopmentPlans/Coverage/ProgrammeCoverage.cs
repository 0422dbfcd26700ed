using Mastery.Contracts;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Person = Mastery.DevelopmentPlans.V1.PlanCoverage.Types.Person;
using Tally = Mastery.DevelopmentPlans.V1.PlanCoverage.Types.Tally;

namespace Mastery.DevelopmentPlans;

/// <summary>Counts what a programme has planned for, delivered to and seen attended by each person: pure, so that the
/// same content has the same coverage.</summary>
static class ProgrammeCoverage
{
    /// <param name="content">The plan with its parts.</param>
    /// <param name="members">Those whom the department expected on the day.</param>
    /// <param name="day">The day up to which deliveries count.</param>
    public static V1.PlanCoverage Of(PlanContent content, IReadOnlyList<Member> members, DateOnly day)
    {
        List<Activity> programme =
            [.. content.Activities.Where(activity => activity.State != ActivityState.Cancelled)];
        List<Person> people = [.. members.Select(member => PersonOf(member, programme, day))];
        return new()
        {
            Plan = content.Plan.Name,
            PlanRevision = content.Plan.Revision,
            AsOfDate = IsoDate.Text(day),
            People = { people },
            Aims =
            {
                content.Aims.Where(aim => !aim.Dropped).Select(aim => AimOf(
                    aim, members, [.. programme.Where(activity => activity.AimIds.Contains(aim.Id))], day)),
            },
            ReachedCount = people.Count(person => person.Reached),
            Unreached = { Unreached(people) },
        };
    }

    static V1.PlanCoverage.Types.AimCoverage AimOf(
        Aim aim, IReadOnlyList<Member> members, List<Activity> activities, DateOnly day)
    {
        List<Person> people = [.. members.Select(member => PersonOf(member, activities, day))];
        return new()
        {
            Aim = aim.Name,
            Statement = aim.Statement,
            People = { people },
            ReachedCount = people.Count(person => person.Reached),
            Unreached = { Unreached(people) },
        };
    }

    static Person PersonOf(Member member, List<Activity> activities, DateOnly day)
    {
        List<Activity> planned = [.. activities.Where(activity => activity.IsFor(member))];
        List<Activity> delivered = [.. planned.Where(activity => activity.IsDeliveredBy(day))];
        List<Activity> attended =
            [.. activities.Where(activity => activity.IsDeliveredBy(day) && activity.WasAttendedBy(member.Name))];
        return new()
        {
            Participant = member.Name,
            DisplayName = member.DisplayName,
            Planned = TallyOf(planned),
            Delivered = TallyOf(delivered),
            Attended = TallyOf(attended),
            Reached = attended.Count > 0 || delivered.Exists(activity => activity.Attendances.Count == 0),
        };
    }

    static IEnumerable<string> Unreached(IEnumerable<Person> people) =>
        people.Where(person => !person.Reached).Select(person => person.Participant);

    static Tally TallyOf(List<Activity> activities) => new()
    {
        ActivityCount = activities.Count,
        Hours = activities.Sum(activity => activity.Hours ?? 0),
    };
}
