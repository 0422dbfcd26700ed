using Mastery.Cli.Connection;
using Mastery.Participants.V1;
using Mastery.Years;

namespace Mastery.Suite.Tests.Years;

/// <summary>What the API says of a hub, in the words of the model.</summary>
sealed class HubReading(ApiClients api, WrittenHub hub)
{
    const int Page = 1_000;

    readonly Dictionary<string, string> _departments = hub.Departments.Index().ToDictionary(
        row => row.Item, row => $"{row.Index:00}");

    readonly Dictionary<string, string> _people = hub.People.Index()
        .SelectMany(row => row.Item.Select((name, number) => (name, Key: $"{row.Index:00}.{number}")))
        .ToDictionary(row => row.name, row => row.Key);

    string Parent => hub.Hub.Name;

    public async Task<List<string>> LinesAsync()
    {
        var groups = await api.WorkGroups.ListWorkGroupsAsync(new() { Parent = Parent, PageSize = Page });
        List<string> lines = [.. await ApplicationsAsync(), .. await PastAsync()];
        foreach (var group in groups.WorkGroups)
        {
            lines.AddRange(await GroupAsync(group));
        }

        return lines;
    }

    public async Task<List<string>> PlanLinesAsync()
    {
        var plans = await api.Plans.ListPlansAsync(new() { Parent = Parent, PageSize = Page });
        var groups = await api.WorkGroups.ListWorkGroupsAsync(new() { Parent = Parent, PageSize = Page });
        var names = groups.WorkGroups.ToDictionary(group => group.Name, group => group.DisplayName);
        return
        [
            .. plans.Plans.Select(plan => $"plan {_departments[plan.Department]} in "
                + $"{names[plan.Enrolment.Split("/enrolments/")[0]]}: {plan.State}"),
        ];
    }

    async Task<IEnumerable<string>> GroupAsync(WorkGroup group)
    {
        var places = await api.WorkGroups.ListEnrolmentsAsync(new() { Parent = group.Name, PageSize = Page });
        var totals = await api.WorkGroups.SummarizeAttendanceAsync(new() { Name = group.Name });
        return
        [
            $"group {group.DisplayName}: {group.State}, {group.EnrolledCount} of {group.Capacity} taken",
            $"sessions {group.DisplayName}: {totals.HeldCount} held, {totals.ScheduledCount} to come",
            .. places.Enrolments.Select(place =>
                $"place {_departments[place.Department]} in {group.DisplayName}: {place.State}, {Advocates(place)}"),
            .. totals.Departments.Select(row => $"attendance {_departments[row.Department]} in {group.DisplayName}: "
                + $"{row.AttendedCount} of {row.SessionCount}, {row.Expectation}; {People(row)}"),
        ];
    }

    string Advocates(Enrolment place) => string.Join(", ", place.Advocates
        .Select(advocate => _people[advocate.Participant] + (advocate.EndReason.Length > 0 ? " handed over" : ""))
        .Order());

    string People(AttendanceSummary.Types.DepartmentAttendance row) => string.Join(", ", row.People
        .Select(person => $"{_people[person.Participant]}{(person.Advocate ? "*" : "")} {person.AttendedCount}")
        .Order());

    async Task<IEnumerable<string>> ApplicationsAsync()
    {
        var answer = await api.WorkGroups.ListApplicationsAsync(new() { Parent = Parent, PageSize = Page });
        return answer.Applications.Select(application =>
            $"application {_departments[application.Department]}: {application.State}, "
                + $"{application.Eligibility.Outcome}, waits at {application.WaitlistPosition}");
    }

    async Task<IEnumerable<string>> PastAsync()
    {
        var answer = await api.People.ListPastParticipationsAsync(
            new() { Parent = $"{Parent}/departments/-", PageSize = Page });
        return answer.PastParticipations.Select(past =>
            $"past {_departments[past.Name.Split("/participations/")[0]]}: {past.Stage} {past.AcademicYear} as "
                + $"{past.School["schools/".Length..]} by "
                + string.Join(' ', past.Leads.Select(lead => _people[lead]).Order()));
    }
}
