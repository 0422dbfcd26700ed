using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery sessions</c>: the sessions of a Work Group and who came.</summary>
sealed class SessionsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _group = new("work-group")
    {
        Description = "The name of the Work Group, hubs/…/workGroups/…, or its title.",
    };

    readonly HubOptions _hub = new();

    ListOf<ListSessionsRequest, ListSessionsResponse, Session> Sessions => new()
    {
        Method = api => api.WorkGroups.ListSessionsAsync,
        Rows = page => page.Sessions,
        Noun = ("session", "sessions"),
        Arguments = [_group],
        Parent = call => call.WorkGroupAsync(call.Parsed.GetRequiredValue(_group)),
        OrderBy = "start_time",
        Columns =
        [
            new("when", (session, _) => England.Moment(session.StartTime), 22),
            new("title", (session, _) => session.Title, 14),
            new("how", (session, _) => session.Mode.Plain()),
            new("state", (session, _) => session.State.Plain()),
            new("came", (session, _) => $"{session.Attendances.Count(one => one.Present)}", 4, Right: true),
            new("where", (session, names) =>
                session.HostSchool.Length > 0 ? names.Of(session.HostSchool) : session.Location, 12),
            new("why", (session, _) => session.StateReason),
        ],
        Filters =
        [
            ListFilter.OneOf<Session.Types.State>("--state", "state", "Whether it was held."),
            ListFilter.OneOf<Session.Types.Mode>("--mode", "mode", "How it is held."),
        ],
    };

    readonly Argument<string> _of = new("of")
    {
        Description = "The name or title of a Work Group, or the name of a department, hubs/…/departments/….",
    };

    readonly Option<FileInfo> _to = new("--to")
    {
        Description = "The file to write, for example sessions.ics.",
        HelpName = "file",
        Required = true,
    };

    public Command Build() => new("sessions", "The sessions of a Work Group, and who came.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists the sessions by their time in England.", Sessions, _hub),
        new Command("attendance", "Shows the attendance of departments and people up to now.") { _group }.Calls(
            terminal, connection, AttendanceAsync, _hub),
        new Command("calendar", "Writes the sessions of a Work Group or a department as a calendar (.ics).")
        {
            _of,
            _to,
        }.Calls(terminal, connection, CalendarAsync, _hub),
    };

    async Task AttendanceAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var summary = await api.WorkGroups.SummarizeAttendanceAsync(
            new() { Name = await GroupAsync(api, parsed, _group, cancellation) }, cancellationToken: cancellation);
        var names = new Names(api, cancellation);
        if (!connection.Json(parsed))
        {
            Rows(summary, names);
            await names.LoadAsync();
        }

        terminal.Write(connection, parsed, summary, answer => Write(answer, names));
    }

    void Write(AttendanceSummary summary, Names names)
    {
        terminal.Out.MarkupLineInterpolated(
            $"{summary.HeldCount} held, {summary.ScheduledCount} to come; {summary.ExpectedPercent} % expected");
        if (summary.Departments.Count > 0)
        {
            ListTable.Write(
                terminal,
                [new("department or person", 20), new("came"), new("%", 3, Right: true), new("as expected")],
                Rows(summary, names));
        }
    }

    static List<string[]> Rows(AttendanceSummary summary, Names names) =>
    [
        .. summary.Departments.SelectMany(department => department.People
            .Select(person => new[]
            {
                $"  {names.Of(person.Participant)}{(person.Advocate ? ", Advocate" : "")}",
                $"{person.AttendedCount}", "", "",
            })
            .Prepend(
            [
                names.Of(department.Department), $"{department.AttendedCount} of {department.SessionCount}",
                $"{department.Percent}", department.Expectation.Plain(),
            ])),
    ];

    async Task CalendarAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var (of, to) = (parsed.GetRequiredValue(_of), parsed.GetRequiredValue(_to));
        var calendar = of.Contains("/departments/", StringComparison.Ordinal)
            ? await api.WorkGroups.ExportDepartmentCalendarAsync(new() { Name = of }, cancellationToken: cancellation)
            : await api.WorkGroups.ExportWorkGroupCalendarAsync(
                new() { Name = await GroupAsync(api, parsed, _of, cancellation) }, cancellationToken: cancellation);
        await File.WriteAllBytesAsync(to.FullName, calendar.Data.Memory, cancellation);
        terminal.Out.MarkupLineInterpolated($"written to {to.FullName}");
    }

    Task<string> GroupAsync(
        ApiClients api, ParseResult parsed, Argument<string> group, CancellationToken cancellation) =>
        new ListCall(api, parsed, _hub.Name(parsed), cancellation).WorkGroupAsync(parsed.GetRequiredValue(group));
}
