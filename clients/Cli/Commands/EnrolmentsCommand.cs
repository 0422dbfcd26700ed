using System.CommandLine;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery enrolments</c>: departments' places in Work Groups.</summary>
sealed class EnrolmentsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Option<string?> _group = new("--work-group")
    {
        Description = "The Work Group, by its title or name; all of the hub's when left out.",
        HelpName = "title",
    };

    ListOf<ListEnrolmentsRequest, ListEnrolmentsResponse, Enrolment> Enrolments => new()
    {
        Method = api => api.WorkGroups.ListEnrolmentsAsync,
        Rows = page => page.Enrolments,
        Noun = ("enrolment", "enrolments"),
        Parent = async call => call.Parsed.GetValue(_group) is { Length: > 0 } title
            ? await call.WorkGroupAsync(title) : $"{call.Hub}/workGroups/-",
        Columns =
        [
            new("department", (enrolment, names) => names.Of(enrolment.Department), 28),
            new("focus", (enrolment, names) => names.Of(enrolment.Focus), 9),
            new("state", (enrolment, _) => enrolment.State.Plain()),
            new("since", (enrolment, _) => England.Day(enrolment.StateDate), 11),
            new("Work Group", (enrolment, names) => names.Of(enrolment.Name.Split("/enrolments/")[0]), 24),
            new("Advocates", (enrolment, names) => string.Join(", ", enrolment.Advocates
                .Where(advocate => advocate.EndDate.Length == 0)
                .Select(advocate => names.Of(advocate.Participant))), 24),
            new("why", (enrolment, _) => enrolment.StateReason, 20),
        ],
        Filters =
        [
            new(_group, _ => Task.FromResult<string?>(null)),
            ListFilter.Year(),
            ListFilter.OneOf<Enrolment.Types.State>("--state", "state", "Where the enrolment is."),
            ListFilter.Focus(),
            ListFilter.DepartmentsOf("department"),
        ],
    };

    public Command Build() => new("enrolments", "Departments' places in Work Groups.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists places and who holds them.", Enrolments, new HubOptions()),
    };
}
