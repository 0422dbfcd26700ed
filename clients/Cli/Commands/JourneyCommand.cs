using System.CommandLine;
using Mastery.Cli.Journey;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery journey</c>.</summary>
sealed class JourneyCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    public Command Build()
    {
        var command = new Command(
            "journey",
            "Walks from a file of schools to a department's agreed plan through the public API, telling each step.");
        _hub.AddTo(command);
        command.SetAction(
            (parsed, cancellation) => MasteryTool.GuardAsync(terminal, () => RunAsync(parsed, cancellation)));
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var operators = connection.Connect(parsed);
        await using var hubs = connection.Connect(parsed, _hub.Client(parsed));
        var json = connection.Json(parsed);
        var report = await JourneyRun.RunAsync(
            new(operators, hubs, _hub.Name(parsed), new JourneyOutput(json ? null : terminal.Out), cancellation));
        if (json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            terminal.Out.MarkupLineInterpolated(
                $"\nThe journey is complete, in {report.Seconds:N1} s. The plan: {report.Plan}");
        }

        return ExitCode.Done;
    }
}
