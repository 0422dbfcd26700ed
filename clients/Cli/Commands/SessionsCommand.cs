using System.CommandLine;
using System.Globalization;
using Mastery.Cli.Connection;
using Mastery.Cli.Journey;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery sessions</c>: the sessions of a Work Group and who came.</summary>
sealed class SessionsCommand(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;
    const int BatchSize = 100;

    static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    readonly HubOptions _hub = new();

    readonly Argument<string> _group = new("work-group")
    {
        Description = "The name of the Work Group, hubs/…/workGroups/…, or its title.",
    };

    public Command Build() => new("sessions", "The sessions of a Work Group, and who came.")
    {
        new Command("list", "Lists the sessions by their time in England.") { _group }.Calls(
            terminal, connection, ListAsync, _hub),
        new Command("attendance", "Shows the attendance of departments and people up to now.") { _group }.Calls(
            terminal, connection, AttendanceAsync, _hub),
    };

    async Task ListAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var answer = await api.WorkGroups.ListSessionsAsync(new()
        {
            Parent = await GroupAsync(api, parsed, cancellation),
            PageSize = PageSize,
            OrderBy = "start_time",
        }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, answer, Write);
    }

    void Write(ListSessionsResponse answer)
    {
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
        var names = connection.Json(parsed) ? [] : await NamesAsync(api, parsed, summary, cancellation);
        terminal.Write(connection, parsed, summary, answer => Write(answer, names));
    }

    void Write(AttendanceSummary summary, Dictionary<string, string> names)
    {
        terminal.Out.MarkupLineInterpolated(
            $"{summary.HeldCount} held, {summary.ScheduledCount} to come; {summary.ExpectedPercent} % expected");
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
            : throw new IOException($"{found.WorkGroups.Count} Work Groups of the hub have the title '{written}': give "
                + "the name of the one you mean, hubs/…/workGroups/…, and the right --hub");
    }

    async Task<Dictionary<string, string>> NamesAsync(
        ApiClients api, ParseResult parsed, AttendanceSummary summary, CancellationToken cancellation)
    {
        var asked = summary.Departments.Select(row => row.Department);
        var departments = await InPartsAsync<Department>(asked, async names =>
            (await api.People.BatchGetDepartmentsAsync(
                new() { Parent = _hub.Name(parsed), Names = { names } }, cancellationToken: cancellation)).Departments);
        var schools = await InPartsAsync<School>(departments.Select(department => department.School), async names =>
            (await api.Schools.BatchGetSchoolsAsync(
                new() { Names = { names } }, cancellationToken: cancellation)).Schools);
        var present = summary.Departments.SelectMany(row => row.People).Select(person => person.Participant);
        var people = await InPartsAsync<(string First, Participant Second)>(present, async names => names.Zip(
            (await api.People.BatchGetParticipantsAsync(
                new() { Parent = _hub.Name(parsed), Names = { names } }, cancellationToken: cancellation))
            .Participants));
        var titles = schools.ToDictionary(school => school.Name, school => school.DisplayName);
        return departments.Select(one => (one.Name, $"{titles[one.School]}, {one.Subject.Words()}"))
            .Concat(people.Select(person => (person.First, Called(person.Second)))).ToDictionary();
    }

    static string Called(Participant person) =>
        $"{(person.PreferredGivenName.Length > 0 ? person.PreferredGivenName : person.GivenName)} "
            + (person.PreferredFamilyName.Length > 0 ? person.PreferredFamilyName : person.FamilyName);

    static async Task<List<T>> InPartsAsync<T>(
        IEnumerable<string> names, Func<string[], Task<IEnumerable<T>>> ask)
    {
        List<T> all = [];
        foreach (var part in names.Distinct().Chunk(BatchSize))
        {
            all.AddRange(await ask(part));
        }

        return all;
    }

    static string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, England)
        .ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
