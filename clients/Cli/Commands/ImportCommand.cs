using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Importing;

namespace Mastery.Cli.Commands;

/// <summary>The common part of <c>schools import</c>, <c>successions import</c> and <c>trusts import</c>: arguments,
/// output and exit code.</summary>
sealed class ImportCommand(Terminal terminal, ConnectionOptions connection)
{
    /// <summary>Runs one import over a connection.</summary>
    public delegate Task<ImportReport> Import(ApiClients api, ImportSource source, CancellationToken cancellation);

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

    readonly Option<string?> _extractDate = new("--extract-date")
    {
        Description = "The day of the extract; when left out, the day in the file's name, else the newest in its rows, "
            + "else today. What a newer extract has said stays.",
        HelpName = "yyyy-MM-dd",
    };

    readonly Option<bool?> _complete = new("--complete");

    /// <summary>Makes the command.</summary>
    /// <param name="description">What it imports.</param>
    /// <param name="import">The import.</param>
    /// <param name="lacking">What becomes of links that a complete extract does not have; null for files without
    /// links.</param>
    /// <param name="named">How GIAS names a complete extract, before the day.</param>
    public Command Build(string description, Import import, string? lacking = null, string named = "")
    {
        var command = new Command("import", description) { _file, _validateOnly, _rejects, _extractDate };
        var links = lacking is not null;
        if (links)
        {
            _complete.Description = $"The file is the whole extract, so {lacking}; true when left out for a file named "
                + $"as GIAS names it, {named} followed by the day.";
            command.Options.Add(_complete);
        }

        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed);
            var report = await import(
                api,
                new(
                    parsed.GetRequiredValue(_file),
                    parsed.GetValue(_validateOnly),
                    parsed.GetValue(_rejects),
                    parsed.GetValue(_extractDate),
                    links ? parsed.GetValue(_complete) : null),
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
