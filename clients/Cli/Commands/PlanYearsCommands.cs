using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>What became of a plan: the commands of <c>mastery plans</c> about its revisions and its years.</summary>
sealed class PlanYearsCommands(Terminal terminal, ConnectionOptions connection, HubOptions hub)
{
    const int PageSize = 1000;

    readonly Argument<string> _plan = new("plan")
    {
        Description = "The name of the plan, hubs/…/plans/…, or its title.",
    };

    readonly Argument<long> _from = new("revision") { Description = "The number of the earlier revision." };

    readonly Argument<long> _to = new("other")
    {
        Description = "The number of the later revision; the plan as it is now when left out.",
        DefaultValueFactory = _ => 0,
    };

    readonly Option<string> _enrolment = new("--enrolment")
    {
        Description = "The department's enrolment of the new year, hubs/…/workGroups/…/enrolments/….",
        HelpName = "name",
        Required = true,
    };

    readonly Option<string?> _title = new("--title")
    {
        Description = "The title of the new plan; that of this one when left out.",
        HelpName = "text",
    };

    readonly Option<bool> _activities = new("--with-activities")
    {
        Description = "Takes along activities that were planned and not delivered.",
    };

    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Shows what would be made, and makes nothing." };

    /// <summary>The commands.</summary>
    public IEnumerable<Command> All =>
    [
        new Command("history", "Says revision by revision what changed in a plan, when and by whom.") { _plan }.Calls(
            terminal, connection, HistoryAsync, hub),
        new Command("compare", "Says what differs between two revisions of a plan.") { _plan, _from, _to }.Calls(
            terminal, connection, CompareAsync, hub),
        new Command("roll", "Makes the department's plan for a later year, with the aims that are not finished.")
        {
            _plan, _enrolment, _title, _activities, _dryRun,
        }.Calls(terminal, connection, RollAsync, hub),
        new Command("lineage", "Tells a plan and those of the years before and after it as one story.") { _plan }.Calls(
            terminal, connection, LineageAsync, hub),
    ];

    async Task HistoryAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        ListPlanRevisionsResponse answer = new();
        answer.PlanRevisions.AddRange(await Paging.AllAsync(
            api.Plans.ListPlanRevisionsAsync, new ListPlanRevisionsRequest { Parent = plan.Name, PageSize = PageSize },
            page => page.PlanRevisions, cancellation).ToListAsync(cancellation));
        terminal.Write(connection, parsed, answer, all => Lines(all.PlanRevisions.SelectMany(revision =>
            revision.Changes.Select((change, index) => index == 0
                ? $"{revision.Revision}  {England.Moment(revision.CreateTime)}  {revision.Actor}  {change}"
                : $"    {change}"))));
    }

    async Task CompareAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        var comparison = await api.Plans.ComparePlanRevisionsAsync(
            new()
            {
                Name = plan.Name,
                FromRevision = parsed.GetRequiredValue(_from),
                ToRevision = parsed.GetValue(_to),
            },
            cancellationToken: cancellation);
        terminal.Write(connection, parsed, comparison, all => Lines(
            [all.Message, .. all.Differences.Select(difference => $"- {difference.Message}")]));
    }

    async Task RollAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        var rolled = await api.Plans.RollPlanForwardAsync(
            new RollPlanForwardRequest
            {
                Name = plan.Name,
                Enrolment = parsed.GetRequiredValue(_enrolment),
                Title = parsed.GetValue(_title) ?? "",
                CarryActivities = parsed.GetValue(_activities),
                ValidateOnly = parsed.GetValue(_dryRun),
            }.WithRequestId(),
            cancellationToken: cancellation);
        terminal.Write(connection, parsed, rolled, made => Lines(
        [
            made.Message,
            .. made.Aims.Select(aim => $"- goes on: {aim.Statement}"),
            .. made.LeftAims.Select(aim => $"- {aim.Status.Plain()}: {aim.Statement}"),
            parsed.GetValue(_dryRun) ? "Nothing was made: leave --dry-run out to make the plan." : made.Plan.Name,
        ]));
    }

    async Task LineageAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await FindAsync(api, parsed, cancellation);
        var lineage = await api.Plans.GetPlanLineageAsync(new() { Name = plan.Name }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, lineage, story => Lines(
        [
            story.Message,
            .. story.Plans.Select(
                year => $"- {AcademicYear.Slashed(year.AcademicYear)}, {year.State.Plain()}: {year.Title}"),
            "",
            .. story.Aims.Select(aim => $"- {aim.Message}"),
        ]));
    }

    void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            terminal.Out.WriteLine(line);
        }
    }

    Task<Plan> FindAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        new ListCall(api, parsed, hub.Name(parsed), cancellation).PlanAsync(parsed.GetRequiredValue(_plan));
}
