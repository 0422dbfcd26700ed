using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Demo;

/// <summary>Who came to the activities of the demo year that were delivered.</summary>
static class DemoAttendances
{
    /// <summary>Records everybody of the department, but for one colleague who missed the first activity of a
    /// plan.</summary>
    public static async Task RecordAsync(DemoContext context, IEnumerable<DemoDepartment> departments)
    {
        var byName = departments.ToDictionary(department => department.Name);
        var plans = await Paging.AllAsync(
            context.Hub.Plans.ListPlansAsync, new ListPlansRequest { Parent = context.HubName },
            page => page.Plans, context.Cancellation).ToListAsync(context.Cancellation);
        var count = 0;
        foreach (var plan in plans.Where(plan => byName.ContainsKey(plan.Department)))
        {
            count += await RecordAsync(context, plan, byName[plan.Department]);
        }

        context.Report($"attendance of {count} activities of development plans");
    }

    static async Task<int> RecordAsync(DemoContext context, Plan plan, DemoDepartment department)
    {
        var delivered = await context.Hub.Plans.ListActivitiesAsync(
            new() { Parent = plan.Name, Filter = "state = STATE_DELIVERED", OrderBy = "start_date" }, context.Call);
        foreach (var (index, activity) in delivered.Activities.Index())
        {
            var request = new RecordActivityAttendanceRequest { Name = activity.Name };
            var people = department.PeopleOn(activity.StartDate).ToList();
            request.Attendances.Add(people.Select((person, place) => new Activity.Types.Attendance
            {
                Participant = person,
                Present = index > 0 || place < people.Count - 1,
            }));
            await context.Hub.Plans.RecordActivityAttendanceAsync(request.WithRequestId(), context.Call);
        }

        return delivered.Activities.Count;
    }
}
