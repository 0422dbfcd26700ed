using System.CommandLine;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery applications</c>: departments' applications for a place.</summary>
sealed class ApplicationsCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListApplicationsRequest, ListApplicationsResponse, Application> Applications => new()
    {
        Method = api => api.WorkGroups.ListApplicationsAsync,
        Rows = page => page.Applications,
        Noun = ("application", "applications"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "submit_time",
        Columns =
        [
            new("department", (application, names) => names.Of(application.Department), 28),
            new("focus", (application, names) => names.Of(application.Focus), 9),
            new("state", (application, _) => State(application), 12),
            new("eligibility", (application, _) => Outcome(application)),
            new("Work Group", (application, names) => names.Of(application.WorkGroup), 24),
            new("submitted", (application, _) => England.Day(application.SubmitTime), 11),
            new("Advocates", (application, names) => string.Join(
                ", ", application.Advocates.Select(advocate => names.Of(advocate.Participant))), 24),
            new("why", (application, _) => application.StateReason, 20),
        ],
        Filters =
        [
            ListFilter.Year(),
            ListFilter.OneOf<Application.Types.State>("--state", "state", "Where the application is."),
            ListFilter.Focus(),
            ListFilter.WorkGroup(),
            ListFilter.DepartmentsOf("department"),
            ListFilter.OneOf<Eligibility.Types.Outcome>("--eligibility", "eligibility.outcome", "The verdict."),
            ListFilter.OneOf<Application.Types.DeclineReason>(
                "--decline-reason", "decline_reason", "Why it was declined."),
        ],
    };

    public Command Build()
    {
        var command = new Command("applications", "Departments' applications for a place, and decisions on them.")
        {
            new ListVerb(terminal, connection).Build(
                "list", "Lists applications, the first to be submitted first.", Applications, new HubOptions()),
        };
        new DecisionCommands(terminal, connection).All.ToList().ForEach(command.Subcommands.Add);
        return command;
    }

    static string State(Application application) => application.WaitlistPosition > 0
        ? $"waitlisted, place {application.WaitlistPosition}" : application.State.Plain();

    static string Outcome(Application application) => application.Eligibility is not { } eligibility ? ""
        : $"{eligibility.Outcome.Plain()}{(eligibility.Overridden ? ", overridden" : "")}";
}
