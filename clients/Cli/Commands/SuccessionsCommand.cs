using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery successions</c>.</summary>
sealed class SuccessionsCommand(Terminal terminal, ConnectionOptions connection)
{
    public Command Build() => new("successions", "Which school came after which.")
    {
        new ImportCommand(terminal, connection).Build(
            "Imports succession links from a GIAS links file. Cycles and forks go in as they are; running a file again "
                + "changes nothing.",
            ImportAsync),
    };

    Task<ImportReport> ImportAsync(
        ApiClients api, string file, bool validateOnly, string? rejects, CancellationToken cancellation) =>
        new ImportRun<SuccessionRecord>(
            terminal,
            GiasSuccessionReader.Open,
            (records, cancelled) => api.Schools.SendAsync(records, validateOnly, cancelled))
            .RunAsync(file, validateOnly, rejects, cancellation);
}
