using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Contracts;
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

    static ListOf<ListDepartmentsRequest, ListDepartmentsResponse, Department> Departments => new()
    {
        Method = api => api.People.ListDepartmentsAsync,
        Rows = page => page.Departments,
        Noun = ("department", "departments"),
        Parent = call => Task.FromResult(call.Hub),
        Columns =
        [
            new("school", (department, names) => names.Of(department.School), 24),
            new("URN", (department, _) => department.School["schools/".Length..], 6),
            new("subject", (department, _) => department.Subject.Plain(), 11),
            new("head", (department, names) => names.Of(department.Head), 14),
            new("state", (department, _) => department.State.Plain(), 6),
            new("until then", (department, names) => string.Join(", ", department.FormerSchools.Select(former =>
                $"{names.Of(former.School)} until {England.Day(former.EndDate)}")), 14),
        ],
        Filters =
        [
            ListFilter.School(),
            ListFilter.OneOf<Subject>("--subject", "subject", "The subject."),
            ListFilter.OneOf<Department.Types.State>("--state", "state", "Whether it takes part."),
        ],
    };

    public Command Build()
    {
        var command = Own();
        foreach (var transfer in new DepartmentTransfers(terminal, connection).Build())
        {
            command.Subcommands.Add(transfer);
        }

        return command;
    }

    Command Own() => new("departments", "The departments of a hub, and which hub a school's works with.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists the hub's departments.", Departments, new HubOptions()),
        new FileImport(terminal, connection).Build(
            "Creates the hub's departments from a file and sets their heads. Running a file again changes nothing.",
            DepartmentsImport.Needed, DepartmentsImport.RunAsync, new HubOptions()),
        new Command("owners", "Shows which hub each department of a school works with, and whom to ask.")
        {
            _urn,
        }.Calls(
            terminal, connection, async (api, parsed, cancellation) => terminal.Write(
                connection, parsed, await api.Schools.GetDepartmentOwnersAsync(
                    new() { Name = $"schools/{parsed.GetRequiredValue(_urn)}" }, cancellationToken: cancellation),
                Write)),
        new Command("succeed", "Moves a department, with all it has, to the school that its own has become.")
        {
            _department, _successor, _start,
        }.Calls(
            terminal, connection, async (api, parsed, cancellation) => terminal.Write(
                connection, parsed, await api.People.SucceedDepartmentAsync(
                    Succession(parsed), cancellationToken: cancellation), Write)),
    };

    SucceedDepartmentRequest Succession(ParseResult parsed) => new()
    {
        Name = parsed.GetRequiredValue(_department),
        School = $"schools/{parsed.GetRequiredValue(_successor)}",
        StartDate = IsoDate.Text(parsed.GetValue(_start)),
        RequestId = $"{Guid.NewGuid()}",
    };

    void Write(DepartmentOwners owners)
    {
        foreach (var owner in owners.Owners)
        {
            terminal.Out.MarkupLineInterpolated(
                $"{owner.Subject,-12}  {owner.HubDisplayName} ({owner.Hub})  {owner.ContactEmail}");
        }

        if (owners.Owners.Count == 0)
        {
            terminal.Out.MarkupLine("no department of this school works with a hub");
            if (owners.Hub.Length > 0)
            {
                terminal.Out.MarkupLineInterpolated(
                    $"the school's own is {owners.HubDisplayName} ({owners.Hub})  {owners.ContactEmail}");
            }
        }
    }

    void Write(Department department)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{department.Name}[/] is at {department.School}");
        foreach (var former in department.FormerSchools)
        {
            terminal.Out.MarkupLineInterpolated($"  until {former.EndDate} at {former.School}");
        }
    }
}
