using System.CommandLine;
using Mastery.Changes.V1;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery audit verify</c>: whether anybody changed a hub's change log behind the services.</summary>
sealed class AuditCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Option<bool> _national = new("--national")
    {
        Description = "The logs of what belongs to no hub, in place of a hub's.",
    };

    readonly Option<string?> _notes = new("--notes")
    {
        Description = "Compares with what this file notes of earlier days, and adds what is found today. Keep it where "
            + "nobody who can write the databases can write.",
        HelpName = "file",
    };

    public Command Build() => new("audit", "Whether the change logs are as they were written.")
    {
        new Command("verify", "Verifies the change logs of a hub in every service.") { _national, _notes }
            .CallsForExit(terminal, connection, VerifyAsync, _hub),
    };

    async Task<int> VerifyAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var parent = parsed.GetValue(_national) ? "hubs/national" : _hub.Name(parsed);
        var notes = await AuditNotes.ReadAsync(parsed.GetValue(_notes), cancellation);
        List<VerifiedLog> logs = [];
        foreach (var log in Enum.GetValues<ChangeLogOf>())
        {
            var verification = new LogVerification(
                request => api.Verifying(log)(request, new(cancellationToken: cancellation)).ResponseAsync);
            logs.Add(await verification.VerifyAsync(log, parent, notes.Last(log, parent)));
        }

        Write(parsed, parent, logs);
        await notes.AddAsync(logs.Where(log => log.IsWhole), cancellation);
        return logs.TrueForAll(log => log.IsWhole) ? ExitCode.Done : ExitCode.NotAsWritten;
    }

    void Write(ParseResult parsed, string parent, List<VerifiedLog> logs)
    {
        if (connection.Json(parsed))
        {
            terminal.WriteJson(logs);
            return;
        }

        foreach (var log in logs)
        {
            terminal.Out.WriteLine(log.ToString());
            foreach (var fault in log.Faults)
            {
                terminal.Out.WriteLine($"  {Place(fault)}: {fault.Description}");
            }
        }

        if (logs.Exists(log => !log.IsWhole))
        {
            terminal.Fail($"a change log of {parent} is not as it was written. Keep the databases as they are, and "
                + "compare them with a backup of before: somebody with access to a database changed it");
        }
    }

    static string Place(ChangeFault fault) =>
        fault.Ordinal == 0 ? $"revision {fault.Revision}" : $"revision {fault.Revision}, change {fault.Ordinal}";
}
