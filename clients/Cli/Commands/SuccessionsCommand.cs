using System.CommandLine;
using System.Text.RegularExpressions;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery successions</c>.</summary>
sealed partial class SuccessionsCommand(Terminal terminal, ConnectionOptions connection)
{
    public Command Build() => new("successions", "Which school came after which.")
    {
        new ImportCommand(terminal, connection).Build(
            "Imports succession links from a GIAS links file. Cycles and forks go in as they are and wait for a "
                + "person; running a file again changes nothing.",
            ImportAsync,
            "links that it does not have are withdrawn",
            "links_edubasealldata"),
        new SuccessionQueue(terminal, connection).List(),
        new SuccessionQueue(terminal, connection).Resolve(),
    };

    Task<ImportReport> ImportAsync(ApiClients api, ImportSource source, CancellationToken cancellation)
    {
        var complete = source.Complete ?? WholeExtract().IsMatch(Path.GetFileName(source.Path));
        return new ImportRun<SuccessionRecord>(
            terminal,
            GiasSuccessionReader.Open,
            (records, day, cancelled) => api.Schools.SendAsync(records, day, complete, source.ValidateOnly, cancelled))
            .RunAsync(source, cancellation);
    }

    [GeneratedRegex(@"^links_edubasealldata[0-9]{8}\.csv\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeExtract();
}
