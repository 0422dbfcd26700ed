using System.CommandLine;
using Google.Protobuf;
using Mastery.Cli.Connection;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery departments</c>.</summary>
sealed class DepartmentsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _urn = new("urn") { Description = "The school's URN." };

    readonly Argument<string> _department = new("department")
    {
        Description = "The department, hubs/HUB/departments/ID.",
    };

    readonly Argument<string> _successor = new("school") { Description = "The URN of the school that its own became." };

    readonly Option<DateOnly?> _start = new("--start")
    {
        Description = "The first day there, for example 2025-02-01; the day on which that school opened when left out.",
        HelpName = "date",
    };

    public Command Build() => new("departments", "Which hub a school's department works with, and moving it.")
    {
        Verb(new("owners", "Shows which hub each department of a school works with, and whom to ask.") { _urn },
            async (api, parsed, cancellation) => Write(parsed, await api.Schools.GetDepartmentOwnersAsync(
                new() { Name = $"schools/{parsed.GetRequiredValue(_urn)}" }, cancellationToken: cancellation))),
        Verb(
            new("succeed", "Moves a department, with all it has, to the school that its own has become.")
            {
                _department, _successor, _start,
            },
            async (api, parsed, cancellation) => Write(parsed, await api.People.SucceedDepartmentAsync(
                Succession(parsed), cancellationToken: cancellation))),
    };

    Command Verb(Command command, Func<ApiClients, ParseResult, CancellationToken, Task> run)
    {
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed);
            await run(api, parsed, cancellation);
            return ExitCode.Done;
        }));
        return command;
    }

    SucceedDepartmentRequest Succession(ParseResult parsed) => new()
    {
        Name = parsed.GetRequiredValue(_department),
        School = $"schools/{parsed.GetRequiredValue(_successor)}",
        StartDate = $"{parsed.GetValue(_start):yyyy-MM-dd}",
        RequestId = $"{Guid.NewGuid()}",
    };

    void Write(ParseResult parsed, DepartmentOwners owners)
    {
        if (WroteJson(parsed, owners))
        {
            return;
        }

        foreach (var owner in owners.Owners)
        {
            terminal.Out.MarkupLineInterpolated(
                $"{owner.Subject,-12}  {owner.HubDisplayName} ({owner.Hub})  {owner.ContactEmail}");
        }

        if (owners.Owners.Count == 0)
        {
            terminal.Out.MarkupLine("no department of this school works with a hub");
        }
    }

    void Write(ParseResult parsed, Department department)
    {
        if (!WroteJson(parsed, department))
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{department.Name}[/] is at {department.School}");
            foreach (var former in department.FormerSchools)
            {
                terminal.Out.MarkupLineInterpolated($"  until {former.EndDate} at {former.School}");
            }
        }
    }

    bool WroteJson(ParseResult parsed, IMessage answer)
    {
        var json = connection.Json(parsed);
        if (json)
        {
            terminal.OutputWriter.WriteLine(answer);
        }

        return json;
    }
}
