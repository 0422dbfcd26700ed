using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary>The decisions of <c>mastery applications</c>, each on as many applications as are named.</summary>
sealed class DecisionCommands(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly NameList _applications = new("application", "applications");

    readonly Option<string?> _group = new("--work-group")
    {
        Description = "The Work Group, by its title or name; the one of the application when left out.",
        HelpName = "title",
    };

    readonly Option<DateOnly?> _start = new("--start")
    {
        Description = "The first day of the place, for example 2024-09-02; today when left out.",
        HelpName = "date",
    };

    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; the departments are told.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<string?> _before = new("--reason")
    {
        Description = "Why it comes before the others; needed for any but the first that waits.",
        HelpName = "text",
    };

    readonly Option<Application.Types.DeclineReason?> _usual = Needed();

    /// <summary>The commands.</summary>
    public IEnumerable<Command> All =>
    [
        Build("accept", "Gives departments a place in a Work Group.", Decision.Accept(_group, _start), _group, _start),
        Build("decline", "Declines applications, with a reason.", Decision.Decline(_reason, _usual), _reason, _usual),
        Build("waitlist", "Puts applications on the waiting list of a Work Group, in this order.",
            Decision.Waitlist(_group), _group),
        Build("promote", "Gives a place to departments that wait for it, in this order.",
            Decision.Promote(_before, _start), _before, _start),
        Build("reassess", "Judges the eligibility of waiting applications again.", Decision.Reassess()),
    ];

    Command Build(string name, string description, Decision decision, params Option[] options)
    {
        var command = new Command(name, description) { _applications.Names, _applications.File };
        options.ToList().ForEach(command.Options.Add);
        return command.CallsForExit(terminal, connection, (api, parsed, cancellation) => DecideAsync(
            new(api, parsed, _hub.Name(parsed), cancellation), decision), _hub);
    }

    async Task<int> DecideAsync(ListCall call, Decision decision)
    {
        var report = new BulkReport(terminal, connection.Json(call.Parsed));
        foreach (var (line, name) in _applications.Read(call.Parsed, call.Hub))
        {
            await report.RunAsync(line, await SubjectAsync(call, name), () => decision.DecideAsync(call, name));
        }

        return report.Finish();
    }

    /// <summary>The department, as people call it; the name where it cannot be read.</summary>
    static async Task<string> SubjectAsync(ListCall call, string name)
    {
        try
        {
            var application = await call.Api.WorkGroups.GetApplicationAsync(
                new() { Name = name }, cancellationToken: call.Cancellation);
            var names = new Names(call.Api, call.Cancellation);
            names.Of(application.Department);
            await names.LoadAsync();
            return names.Of(application.Department);
        }
        catch (Grpc.Core.RpcException exception) when (exception.StatusCode
            is Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.InvalidArgument
            or Grpc.Core.StatusCode.PermissionDenied)
        {
            return name;
        }
    }

    static Option<Application.Types.DeclineReason?> Needed()
    {
        var option = WordOption.Of<Application.Types.DeclineReason>("--decline-reason", "Why, as a usual reason.");
        option.Required = true;
        return option;
    }
}
