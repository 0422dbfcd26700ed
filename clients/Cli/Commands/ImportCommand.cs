using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Importing;

namespace Mastery.Cli.Commands;

/// <summary>The common part of <c>schools import</c> and <c>successions import</c>: arguments, output and exit
/// code.</summary>
sealed class ImportCommand(Terminal terminal, ConnectionOptions connection)
{
    /// <summary>Runs one import over a connection.</summary>
    public delegate Task<ImportReport> Import(
        ApiClients api, string file, bool validateOnly, string? rejects, CancellationToken cancellation);

    readonly Argument<string> _file = new("file")
    {
        Description = "The file, as GIAS publishes it or as a spreadsheet saved it again.",
    };

    readonly Option<bool> _validateOnly = new("--validate-only")
    {
        Description = "Says what would be done and does nothing.",
    };

    readonly Option<string?> _rejects = new("--rejects")
    {
        Description = "Where to write rejected rows; FILE.rejected.csv when left out.",
        HelpName = "file",
    };

    public Command Build(string description, Import import)
    {
        var command = new Command("import", description) { _file, _validateOnly, _rejects };
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed);
            var report = await import(
                api,
                parsed.GetRequiredValue(_file),
                parsed.GetValue(_validateOnly),
                parsed.GetValue(_rejects),
                cancellation);
            if (connection.Json(parsed))
            {
                terminal.WriteJson(report);
            }
            else
            {
                report.WriteTo(terminal.Out);
            }

            return report.Exit();
        }));
        return command;
    }
}
