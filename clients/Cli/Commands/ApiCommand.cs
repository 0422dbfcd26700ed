using System.CommandLine;
using CsvHelper;
using Google.Protobuf;
using Mastery.Cli.Connection;
using Mastery.Csv;

namespace Mastery.Cli.Commands;

/// <summary>What commands that call the API have in common.</summary>
static class ApiCommand
{
    /// <summary>Gives a command what it does with the typed clients.</summary>
    /// <param name="command">The command.</param>
    /// <param name="terminal">Where a failure is written.</param>
    /// <param name="connection">How it connects.</param>
    /// <param name="run">What it does.</param>
    /// <param name="hub">The hub's own API client, where it calls as that and the caller names no other.</param>
    public static Command Calls(
        this Command command,
        Terminal terminal,
        ConnectionOptions connection,
        Func<ApiClients, ParseResult, CancellationToken, Task> run,
        HubOptions? hub = null) =>
        command.CallsForExit(
            terminal,
            connection,
            async (api, parsed, cancellation) =>
            {
                await run(api, parsed, cancellation);
                return ExitCode.Done;
            },
            hub);

    /// <summary>The same for a command that decides its exit code itself.</summary>
    public static Command CallsForExit(
        this Command command,
        Terminal terminal,
        ConnectionOptions connection,
        Func<ApiClients, ParseResult, CancellationToken, Task<int>> run,
        HubOptions? hub = null)
    {
        hub?.AddTo(command);
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(
                parsed, hub is null || hub.LeavesClient(parsed, connection) ? null : hub.Client(parsed));
            return await run(api, parsed, cancellation);
        }));
        return command;
    }

    /// <summary>Writes an answer as JSON if the output is for programs, and otherwise for people.</summary>
    public static void Write<T>(
        this Terminal terminal, ConnectionOptions connection, ParseResult parsed, T answer, Action<T> forPeople)
        where T : IMessage
    {
        if (connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(answer));
        }
        else
        {
            forPeople(answer);
        }
    }

    /// <summary>Writes rows as CSV.</summary>
    public static void WriteCsv<T>(this Terminal terminal, IEnumerable<T> rows) where T : class, IMessage<T>, new()
    {
        var columns = CsvColumns.Of(new T().Descriptor);
        using var csv = CsvWriter.Create(terminal.OutputWriter, SafeCsv.Plain, leaveOpen: true);
        csv.WriteRecord([.. columns.Names]);
        foreach (var row in rows)
        {
            csv.WriteRecord(columns.Cells(row));
        }
    }
}
