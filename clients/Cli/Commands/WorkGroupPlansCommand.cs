using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery work-groups plans</c>: the plans of a Work Group side by side, for whoever leads it.</summary>
sealed class WorkGroupPlansCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Argument<string> _group = new("work-group")
    {
        Description = "The name of the Work Group, hubs/…/workGroups/…, or its title.",
    };

    public Command Build() =>
        new Command("plans", "Says what a Work Group's departments share, where aims overlap, and who challenged whom.")
        {
            _group,
        }.Calls(terminal, connection, SummarizeAsync, _hub);

    async Task SummarizeAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var group = await new ListCall(api, parsed, _hub.Name(parsed), cancellation)
            .WorkGroupAsync(parsed.GetRequiredValue(_group));
        var plans = await api.Plans.SummarizeWorkGroupPlansAsync(
            new() { Name = group }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, plans, Write);
    }

    void Write(WorkGroupPlans plans)
    {
        Part("", plans.Messages);
        Part("Departments", plans.Members.Select(member => member.Message));
        Part("Where aims overlap", plans.Overlaps.Select(overlap => overlap.Message));
        Part("Support and challenge", plans.Exchanges.Select(exchange => exchange.Message));
    }

    void Part(string title, IEnumerable<string> sentences)
    {
        List<string> lines = [.. sentences];
        if (lines.Count > 0 && title.Length > 0)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(title);
        }

        lines.ForEach(line => terminal.Out.WriteLine(title.Length > 0 ? $"- {line}" : line));
    }
}
