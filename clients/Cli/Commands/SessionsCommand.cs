using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Mastery.Cli.Connection;
using Mastery.Cli.Journey;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery sessions</c>: the sessions of a Work Group and who came.</summary>
sealed class SessionsCommand(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;

    static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    readonly HubOptions _hub = new();

    readonly Argument<string> _group = new("work-group")
    {
        Description = "The name of the Work Group, hubs/…/workGroups/…, or its title.",
    };

    public Command Build() => new("sessions", "The sessions of a Work Group, and who came.")
    {
        Verb(new("list", "Lists the sessions by their time in England.") { _group }, ListAsync),
        Verb(new("attendance", "Shows the attendance of departments and people up to now.") { _group },
            AttendanceAsync),
    };

    Command Verb(Command command, Func<ApiClients, ParseResult, CancellationToken, Task> run)
    {
        _hub.AddTo(command);
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed, _hub.Client(parsed));
            await run(api, parsed, cancellation);
            return ExitCode.Done;
        }));
        return command;
    }

    async Task ListAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var answer = await api.WorkGroups.ListSessionsAsync(new()
        {
            Parent = await GroupAsync(api, parsed, cancellation),
            PageSize = PageSize,
            OrderBy = "start_time",
        }, cancellationToken: cancellation);
        if (connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(answer));
            return;
        }

        var table = new Table().AddColumns("when", "title", "how", "state", "came", "why");
        foreach (var session in answer.Sessions)
        {
            table.AddRow(
                new Text(Local(session.StartTime.ToDateTime())), new Text(session.Title),
                new Text(session.Mode.Words()), new Text(session.State.Words()),
                new Text($"{session.Attendances.Count(attendance => attendance.Present)}"),
                new Text(session.StateReason));
        }

        terminal.Out.Write(table);
    }

    async Task AttendanceAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var summary = await api.WorkGroups.SummarizeAttendanceAsync(
            new() { Name = await GroupAsync(api, parsed, cancellation) }, cancellationToken: cancellation);
        if (connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(summary));
            return;
        }

        terminal.Out.MarkupLineInterpolated(
            $"{summary.HeldCount} held, {summary.ScheduledCount} to come; {summary.ExpectedPercent} % expected");
        var names = await NamesAsync(api, summary, cancellation);
        var table = new Table().AddColumns("department or person", "came", "%", "as expected");
        foreach (var department in summary.Departments)
        {
            table.AddRow(new Text(names[department.Department]),
                new Text($"{department.AttendedCount} of {department.SessionCount}"), new Text($"{department.Percent}"),
                new Text(department.Expectation.Words()));
            foreach (var person in department.People)
            {
                table.AddRow(new Text($"  {names[person.Participant]}{(person.Advocate ? ", Advocate" : "")}"),
                    new Text($"{person.AttendedCount}"), Text.Empty, Text.Empty);
            }
        }

        terminal.Out.Write(table);
    }

    /// <summary>The Work Group by its name or title.</summary>
    async Task<string> GroupAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var written = parsed.GetRequiredValue(_group);
        if (written.StartsWith("hubs/", StringComparison.Ordinal))
        {
            return written;
        }

        var title = written.Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        var found = await api.WorkGroups.ListWorkGroupsAsync(
            new() { Parent = _hub.Name(parsed), Filter = $"display_name = \"{title}\"" },
            cancellationToken: cancellation);
        return found.WorkGroups.Count == 1
            ? found.WorkGroups[0].Name
            : throw new IOException($"{found.WorkGroups.Count} Work Groups have the title '{written}'");
    }

    static async Task<Dictionary<string, string>> NamesAsync(
        ApiClients api, AttendanceSummary summary, CancellationToken cancellation)
    {
        Dictionary<string, string> names = [];
        foreach (var row in summary.Departments)
        {
            var department = await api.People.GetDepartmentAsync(
                new() { Name = row.Department }, cancellationToken: cancellation);
            var school = await api.Schools.GetSchoolAsync(
                new() { Name = department.School }, cancellationToken: cancellation);
            names[row.Department] = $"{school.DisplayName}, {department.Subject.Words()}";
            foreach (var person in row.People)
            {
                var found = await api.People.GetParticipantAsync(
                    new() { Name = person.Participant }, cancellationToken: cancellation);
                names[person.Participant] = $"{found.GivenName} {found.FamilyName}";
            }
        }

        return names;
    }

    static string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, England)
        .ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
