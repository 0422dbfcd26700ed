using Google.Protobuf.WellKnownTypes;
using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The sessions of a Work Group of the demo year, and who came to them.</summary>
static class DemoSessions
{
    static readonly Plan[] Plans =
    [
        new("Launch: what our students find hard", "2024-09-18T15:00:00Z", Session.Types.Mode.InPerson, "990001"),
        new("Ratio tables, and planning the gap task", "2024-11-06T16:00:00Z", Session.Types.Mode.Virtual),
        new("Lessons at Holme Edge, and discussion", "2025-01-22T13:30:00Z", Session.Types.Mode.SchoolVisit, "990002"),
        new("Critique of each other's plans", "2025-03-26T16:00:00Z", Session.Types.Mode.InPerson, "990001"),
        new("What changed, and what comes next", "2025-06-18T15:00:00Z", Session.Types.Mode.InPerson, "990002"),
    ];

    /// <summary>Plans the sessions, moves one, cancels one, and records who came to the others.</summary>
    /// <param name="context">The callers and the hub.</param>
    /// <param name="group">The Work Group.</param>
    /// <param name="departments">The departments enrolled in it.</param>
    public static async Task HoldAsync(
        DemoContext context, WorkGroup group, IReadOnlyList<DemoDepartment> departments)
    {
        var sessions = new List<string>();
        foreach (var plan in Plans)
        {
            sessions.Add(await PlanAsync(context, group, plan));
        }

        await MoveAsync(context, sessions[2]);
        await CancelAsync(context, sessions[3]);
        foreach (var (index, session) in sessions.Index().Where(row => row.Index != 3))
        {
            await RecordAsync(context, session, index, departments);
        }

        context.Report($"{sessions.Count} sessions of {group.DisplayName}: one was moved, one cancelled, "
            + "attendance is recorded for the others");
    }

    static async Task<string> PlanAsync(DemoContext context, WorkGroup group, Plan plan)
    {
        var start = DateTimeOffset.Parse(plan.Start, System.Globalization.CultureInfo.InvariantCulture);
        var session = await context.Hub.WorkGroups.CreateSessionAsync(new CreateSessionRequest
        {
            Parent = group.Name,
            Session = new()
            {
                Title = plan.Title,
                StartTime = start.ToTimestamp(),
                EndTime = start.AddHours(2).ToTimestamp(),
                Mode = plan.Mode,
                HostSchool = plan.Host.Length == 0 ? "" : $"schools/{plan.Host}",
            },
        }.WithRequestId(), context.Call);
        return session.Name;
    }

    static async Task MoveAsync(DemoContext context, string session) =>
        await context.Hub.WorkGroups.RescheduleSessionAsync(new RescheduleSessionRequest
        {
            Name = session,
            StartTime = new DateTimeOffset(2025, 1, 29, 13, 30, 0, TimeSpan.Zero).ToTimestamp(),
            EndTime = new DateTimeOffset(2025, 1, 29, 15, 30, 0, TimeSpan.Zero).ToTimestamp(),
            Reason = "The host school had mock examinations.",
        }.WithRequestId(), context.Call);

    static async Task CancelAsync(DemoContext context, string session) =>
        await context.Hub.WorkGroups.CancelSessionAsync(
            new CancelSessionRequest { Name = session, Reason = "Snow closed both schools." }.WithRequestId(),
            context.Call);

    /// <summary>The first Advocate always comes, the second every other time; the second department misses the
    /// session that was online.</summary>
    static async Task RecordAsync(
        DemoContext context, string session, int index, IReadOnlyList<DemoDepartment> departments)
    {
        var request = new RecordAttendanceRequest { Name = session };
        foreach (var (number, department) in departments.Index())
        {
            var away = number == 1 && index == 1;
            request.Attendances.Add(department.People.Take(2).Select((person, place) => new Session.Types.Attendance
            {
                Participant = person,
                Present = !away && (place == 0 || index % 2 == 0),
            }));
        }

        await context.Hub.WorkGroups.RecordAttendanceAsync(request.WithRequestId(), context.Call);
    }

    sealed record Plan(string Title, string Start, Session.Types.Mode Mode, string Host = "");
}
