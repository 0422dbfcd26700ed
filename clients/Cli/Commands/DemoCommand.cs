using System.CommandLine;
using Mastery.Cli.Demo;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery demo</c>.</summary>
sealed class DemoCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    public Command Build()
    {
        var command = new Command(
            "demo", "Fills a hub with a believable year of fictional schools. A second run changes nothing.");
        _hub.AddTo(command);
        command.SetAction(
            (parsed, cancellation) => MasteryTool.GuardAsync(terminal, () => RunAsync(parsed, cancellation)));
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var operators = connection.Connect(parsed);
        await using var hubs = connection.Connect(parsed, _hub.Client(parsed));
        var steps = new List<string>();
        var filled = await DemoYear.FillAsync(new(operators, hubs, _hub.Name(parsed), Report, cancellation));
        if (connection.Json(parsed))
        {
            terminal.WriteJson(new { hub = _hub.Name(parsed), filled, steps });
        }
        else if (!filled)
        {
            terminal.Out.MarkupLineInterpolated($"The demonstration year is already in {_hub.Name(parsed)}.");
        }

        return ExitCode.Done;

        void Report(string step)
        {
            steps.Add(step);
            if (!connection.Json(parsed))
            {
                terminal.Out.MarkupLineInterpolated($"  [green]✓[/] {step}");
            }
        }
    }
}
