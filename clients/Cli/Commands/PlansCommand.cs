using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Cli.Plans;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;
using Format = Mastery.DevelopmentPlans.V1.ExportPlanRequest.Types.Format;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery plans</c>: departments' development plans, and what is still missing in one.</summary>
sealed class PlansCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Argument<string> _plan = new("plan")
    {
        Description = "The name of the plan, hubs/…/plans/…, or its title.",
    };

    readonly Option<int> _rules = new("--rules")
    {
        Description = "The version of the rules; when left out the one by which the plan was agreed, or the current "
            + "one.",
        HelpName = "number",
    };

    readonly Option<Format?> _format = WordOption.Of<Format>("--format", "The format; html when left out.");

    readonly Option<FileInfo> _to = new("--to")
    {
        Description = "The file to write, for example plan.html.",
        HelpName = "file",
        Required = true,
    };

    static ListOf<ListPlansRequest, ListPlansResponse, Plan> Plans => new()
    {
        Method = api => api.Plans.ListPlansAsync,
        Rows = page => page.Plans,
        Noun = ("plan", "plans"),
        Parent = call => Task.FromResult(call.Hub),
        Columns =
        [
            new("department", (plan, names) => names.Of(plan.Department, plan.SchoolDisplayName), 16),
            new("title", (plan, _) => plan.Title, 16),
            new("focus", (plan, names) => names.Of(plan.Focus)),
            new("year", (plan, _) => AcademicYear.Slashed(plan.AcademicYear), 7),
            new("state", (plan, _) => plan.State.Plain()),
            new("agreed", (plan, _) => England.Day(plan.AgreeTime)),
            new("changed", (plan, _) => England.Day(plan.UpdateTime)),
            new("why", (plan, _) => plan.StateReason),
        ],
        Filters =
        [
            ListFilter.OneOf<Plan.Types.State>("--state", "state", "Where the plan is in its life."),
            ListFilter.Year(),
            ListFilter.Focus(),
            ListFilter.DepartmentsOf("department"),
        ],
    };

    public Command Build()
    {
        var command = BuildOwn();
        new PlanYearsCommands(terminal, connection, _hub).All.ToList().ForEach(command.Subcommands.Add);
        new PlanSharingCommands(terminal, connection, _hub, _plan).Build().ToList().ForEach(command.Subcommands.Add);
        new PlanReviewCommands(terminal, connection, _hub, _plan).Build().ToList().ForEach(command.Subcommands.Add);
        command.Subcommands.Add(new PlanFeedbackCommands(terminal, connection, _hub, _plan).Build());
        return command;
    }

    Command BuildOwn() => new("plans", "Departments' development plans, and what is still missing in one.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists the hub's development plans.", Plans, _hub),
        new Command("show", "Shows a plan: its evidence of need, its aims and its programme.") { _plan }.Calls(
            terminal, connection, ShowAsync, _hub),
        new Command("assess", "Says what a plan still needs before it can be agreed, and what would make it better.")
        {
            _plan,
            _rules,
        }.Calls(terminal, connection, AssessAsync, _hub),
        new Command("export", "Writes a plan as a page to print, as a table or as data.") { _plan, _format, _to }.Calls(
            terminal, connection, ExportAsync, _hub),
        new PlanCoverageCommand(terminal, connection, _hub).Build(),
    };

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        var sheet = await PlanSheet.ReadAsync(api, plan, cancellation);
        terminal.Write(connection, parsed, plan, _ => sheet.Write(terminal.Out));
    }

    async Task AssessAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        var report = await api.Plans.AssessPlanAsync(
            new() { Name = plan.Name, RuleSetVersion = parsed.GetValue(_rules) }, cancellationToken: cancellation);
        var written = await CoherenceReport.ReadAsync(api, plan, report, cancellation);
        terminal.Write(connection, parsed, report, _ => written.Write(terminal.Out));
    }

    async Task ExportAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var (plan, to) = (await FindAsync(api, parsed, cancellation), parsed.GetRequiredValue(_to));
        var file = await api.Plans.ExportPlanAsync(
            new() { Name = plan.Name, Format = parsed.GetValue(_format) ?? Format.Html },
            cancellationToken: cancellation);
        await File.WriteAllBytesAsync(to.FullName, file.Data.Memory, cancellation);
        terminal.Out.MarkupLineInterpolated($"written to {to.FullName}");
    }

    Task<Plan> FindAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        new ListCall(api, parsed, _hub.Name(parsed), cancellation).PlanAsync(parsed.GetRequiredValue(_plan));
}
