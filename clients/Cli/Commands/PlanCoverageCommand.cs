using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Lists;
using Mastery.Cli.Plans;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery plans coverage</c>: whom a plan's programme has reached.</summary>
sealed class PlanCoverageCommand(Terminal terminal, ConnectionOptions connection, HubOptions hub)
{
    readonly Argument<string> _plan = new("plan")
    {
        Description = "The name of the plan, hubs/…/plans/…, or its title.",
    };

    readonly Option<string?> _asOf = new("--as-of")
    {
        Description = "The day up to which deliveries count; today when left out.",
        HelpName = "day",
        CustomParser = result =>
        {
            if (CellText.TryDate(result.Tokens[0].Value, out var day, out var reason))
            {
                return day;
            }

            result.AddError($"--as-of: '{result.Tokens[0].Value}': {reason}");
            return null;
        },
    };

    public Command Build() =>
        new Command("coverage", "Shows what was planned for each person, delivered and attended.")
        {
            _plan,
            _asOf,
        }.Calls(terminal, connection, ShowAsync, hub);

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = await new ListCall(api, parsed, hub.Name(parsed), cancellation)
            .PlanAsync(parsed.GetRequiredValue(_plan));
        var coverage = await api.Plans.GetPlanCoverageAsync(
            new() { Name = plan.Name, AsOfDate = parsed.GetValue(_asOf) ?? "" }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, coverage, answer => CoverageTable.Write(terminal, plan, answer));
    }
}
