using System.CommandLine;
using Mastery.Cli.Commands;
using Mastery.Cli.Connection;

namespace Mastery.Cli.Bulk;

/// <summary>The <c>import</c> commands of files that people write: arguments, the file of refused rows, the exit
/// code.</summary>
sealed class FileImport(Terminal terminal, ConnectionOptions connection)
{
    /// <summary>Imports the rows of a file.</summary>
    /// <param name="api">The typed clients.</param>
    /// <param name="hub">The hub, <c>hubs/*</c>.</param>
    /// <param name="sheet">The file.</param>
    /// <param name="report">What became of each row.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="cancellation">Stops it.</param>
    public delegate Task Import(
        ApiClients api, string hub, Sheet sheet, BulkReport report, bool dryRun, CancellationToken cancellation);

    readonly Argument<string> _file = new("file")
    {
        Description = "The file: CSV as a spreadsheet saves it, with the columns that the README names.",
    };

    readonly Option<bool> _dryRun = new("--dry-run", "--validate-only")
    {
        Description = "Says what would be done and does nothing.",
    };

    readonly Option<string?> _rejects = new("--rejects")
    {
        Description = "Where to write refused rows; FILE.rejected.csv when left out.",
        HelpName = "file",
    };

    /// <summary>The command.</summary>
    /// <param name="description">What it imports.</param>
    /// <param name="needed">The columns that the file must have; of each group one.</param>
    /// <param name="import">Imports it.</param>
    /// <param name="hub">Which hub; null for what is in none.</param>
    public Command Build(string description, string[][] needed, Import import, HubOptions? hub = null) =>
        new Command("import", description) { _file, _dryRun, _rejects }.CallsForExit(
            terminal, connection, async (api, parsed, cancellation) =>
            {
                var path = parsed.GetRequiredValue(_file);
                var sheet = Sheet.Read(path, needed);
                var dryRun = parsed.GetValue(_dryRun);
                var report = new BulkReport(terminal, connection.Json(parsed), dryRun);
                await import(api, hub?.Name(parsed) ?? "", sheet, report, dryRun, cancellation);
                var exit = report.Finish();
                var rejects = parsed.GetValue(_rejects) ?? Path.ChangeExtension(path, ".rejected.csv");
                if (RefusedRows.Write(rejects, sheet, report.Results) is { } written)
                {
                    terminal.ErrorWriter.WriteLine(
                        $"The refused rows are in {written}: correct them there and import it.");
                }

                return exit;
            }, hub);
}
