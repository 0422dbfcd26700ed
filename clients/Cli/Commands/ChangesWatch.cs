using System.CommandLine;
using Google.Protobuf;
using Mastery.Changes.V1;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery changes watch</c>: changes as they come.</summary>
sealed class ChangesWatch(Terminal terminal, ConnectionOptions connection)
{
    readonly ChangesOptions _options = new();

    readonly Option<string?> _state = new("--state")
    {
        Description = "Keeps the place in a file: run again, it goes on there. Without it, it begins now.",
        HelpName = "file",
    };

    readonly Option<bool> _startOver = new("--start-over")
    {
        Description = "Begins now, whatever place the file has.",
    };

    public Command Build() =>
        new Command("watch", "Prints changes as they come, each transaction once and in order, until it is stopped.")
        {
            _options.What, _options.Of, _options.Type, _state, _startOver,
        }.CallsForExit(terminal, connection, WatchAsync, _options.Hub);

    async Task<int> WatchAsync(ApiClients api, ParseResult parsed, CancellationToken stop)
    {
        var (log, parent) = (_options.Log(parsed), _options.Parent(parsed));
        var file = parsed.GetValue(_state);
        var state = new WatchState(file, $"{log} {parent}".ToLowerInvariant());
        var feed = new ChangeFeed(api.Watching(log), parent, state);
        try
        {
            if (parsed.GetValue(_startOver))
            {
                await feed.StartOverAsync(stop);
            }

            await foreach (var transaction in feed.ReadAsync(stop))
            {
                Write(parsed, transaction);
                await state.WriteAsync(transaction.ResumeToken, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (FeedExpiredException expired)
        {
            terminal.Fail($"the log of {parent} does not go on from {file ?? "here"}: the database was restored from a "
                + "backup. Run this again with --start-over, then read anew what you follow (changes list shows what "
                + "the log has)");
            terminal.Error.WriteLine(expired.Message);
        }
        catch (FeedBrokenException broken)
        {
            terminal.Fail(broken.Message);
        }

        return ExitCode.NothingDone;
    }

    void Write(ParseResult parsed, FeedTransaction transaction)
    {
        Change[] changes = [.. transaction.Changes.Where(change => IsMeant(parsed, change))];
        if (changes.Length > 0 && connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(new WatchChangesResponse
            {
                Changes = { changes },
                Revision = transaction.Revision,
                ResumeToken = transaction.ResumeToken,
            }));
        }
        else
        {
            changes.SelectMany(ChangeText.Lines).ToList().ForEach(terminal.Out.WriteLine);
        }

        terminal.OutputWriter.Flush();
    }

    bool IsMeant(ParseResult parsed, Change change) =>
        (_options.Resource(parsed) is not { } resource || change.Resource == resource)
        && (_options.TypeName(parsed) is not { } type || change.ResourceType == type);
}
