using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Mastery.Cli.Connection;
using Mastery.Participants.V1;
using static Mastery.Participants.V1.Session.Types.Mode;

namespace Mastery.Cli.Demo;

/// <summary>The sessions of the Work Groups of the demo year, and who came to them.</summary>
static class DemoSessions
{
    static readonly Meeting[] MultiplicativeReasoning =
    [
        new("Launch: what our students find hard", "2024-09-18T15:00:00Z", InPerson, "990001"),
        new("Ratio tables, and planning the gap task", "2024-11-06T16:00:00Z", Virtual),
        new("Lessons at Holme Edge, and discussion", "2025-01-22T13:30:00Z", SchoolVisit, "990002"),
        new("Critique of each other's plans", "2025-03-26T16:00:00Z", InPerson, "990001"),
        new("What changed, and what comes next", "2025-06-18T15:00:00Z", InPerson, "990002"),
    ];

    static readonly Meeting[] Thinking =
    [
        new("Three tasks, and what students said", "2024-10-03T14:30:00Z", InPerson, "990003"),
        new("Questions that wait for an answer", "2024-11-28T16:00:00Z", Virtual),
        new("A Year 9 lesson at Aire Bank", "2025-02-06T13:00:00Z", SchoolVisit, "990012"),
        new("Proof without the word", "2025-05-15T14:30:00Z", InPerson, "990013"),
    ];

    static readonly Meeting[] Development =
    [
        new("What teaching for mastery is, and is not", "2024-09-26T08:00:00Z", InPerson, "990002"),
        new("Small steps: one lesson planned together", "2024-12-05T09:00:00Z", InPerson, "990014"),
        new("Lessons at Calder Vale", "2025-03-13T09:00:00Z", SchoolVisit, "990001"),
        new("What the department takes on", "2025-06-26T08:00:00Z", InPerson, "990006"),
    ];

    /// <summary>Plans the sessions, moves one, cancels one, and records who came to the others.</summary>
    /// <param name="context">The callers and the hub.</param>
    /// <param name="groups">The Work Groups by letter.</param>
    /// <param name="departments">The departments.</param>
    public static async Task HoldAsync(
        DemoContext context, Dictionary<string, WorkGroup> groups, Dictionary<string, DemoDepartment> departments)
    {
        var sessions = await PlanAsync(context, groups["b"], MultiplicativeReasoning);
        await MoveAsync(context, sessions[2].Name);
        await CancelAsync(context, sessions[3].Name);
        sessions.RemoveAt(3);
        await RecordAsync(context, sessions, departments["calder-vale"], departments["holme-edge"]);
        await RecordAsync(
            context, await PlanAsync(context, groups["a"], Thinking),
            departments["aire-bank"], departments["marfleet"], departments["ancholme"]);
        await RecordAsync(
            context, await PlanAsync(context, groups["development"], Development),
            departments["spen-beck"], departments["colne-head"]);
        context.Report(
            "13 sessions of 3 Work Groups: one was moved, one cancelled, attendance is recorded for the others");
    }

    static async Task<List<(string Name, Meeting Meeting)>> PlanAsync(
        DemoContext context, WorkGroup group, Meeting[] meetings)
    {
        List<(string, Meeting)> sessions = [];
        foreach (var meeting in meetings)
        {
            sessions.Add((await PlanAsync(context, group, meeting), meeting));
        }

        return sessions;
    }

    static async Task<string> PlanAsync(DemoContext context, WorkGroup group, Meeting meeting)
    {
        var start = DateTimeOffset.Parse(meeting.Start, CultureInfo.InvariantCulture);
        var session = await context.Hub.WorkGroups.CreateSessionAsync(new CreateSessionRequest
        {
            Parent = group.Name,
            Session = new()
            {
                Title = meeting.Title,
                StartTime = start.ToTimestamp(),
                EndTime = start.AddHours(2).ToTimestamp(),
                Mode = meeting.Mode,
                HostSchool = meeting.Host.Length == 0 ? "" : $"schools/{meeting.Host}",
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

    /// <summary>The first Advocate always comes, the second every other time; the second department misses the second
    /// session.</summary>
    static async Task RecordAsync(
        DemoContext context, List<(string Name, Meeting Meeting)> sessions, params DemoDepartment[] departments)
    {
        foreach (var (index, (session, meeting)) in sessions.Index())
        {
            var request = new RecordAttendanceRequest { Name = session };
            foreach (var (number, department) in departments.Index())
            {
                var away = number == 1 && index == 1;
                request.Attendances.Add(department.AdvocatesOn(meeting.Start[..10]).Select((person, place) =>
                    new Session.Types.Attendance
                    {
                        Participant = person,
                        Present = !away && (place == 0 || (index + number) % 2 == 0),
                    }));
            }

            await context.Hub.WorkGroups.RecordAttendanceAsync(request.WithRequestId(), context.Call);
        }
    }

    sealed record Meeting(string Title, string Start, Session.Types.Mode Mode, string Host = "");
}
