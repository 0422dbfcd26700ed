using System.CommandLine;
using Google.Protobuf;
using Mastery.Changes.V1;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Overview.V1;
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

    readonly Option<bool> _all = new("--all")
    {
        Description = "Follows the logs of participants, plans and catalogue of the hub as one, in place of --of.",
    };

    public Command Build()
    {
        var command = new Command(
            "watch", "Prints changes as they come, each transaction once and in order, until it is stopped.")
        {
            _options.What, _options.Of, _all, _options.Type, _state, _startOver,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_all) && parsed.GetValue(_options.Of) is not null)
            {
                parsed.AddError("--all follows every log of the hub: leave out --of, or --all.");
            }
        });
        return command.CallsForExit(terminal, connection, WatchAsync, _options.Hub);
    }

    async Task<int> WatchAsync(ApiClients api, ParseResult parsed, CancellationToken stop)
    {
        var (parent, file) = (_options.Parent(parsed), parsed.GetValue(_state));
        try
        {
            await (parsed.GetValue(_all) ? WatchHubAsync(api, parsed, stop) : WatchOneAsync(api, parsed, stop));
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

    async Task WatchOneAsync(ApiClients api, ParseResult parsed, CancellationToken stop)
    {
        var (log, parent) = (_options.Log(parsed), _options.Parent(parsed));
        var state = new WatchState(parsed.GetValue(_state), $"{log} {parent}".ToLowerInvariant());
        var feed = new ChangeFeed(api.Watching(log), parent, state);
        if (parsed.GetValue(_startOver))
        {
            await feed.StartOverAsync(stop);
        }

        await foreach (var (revision, changes, token) in feed.ReadAsync(stop))
        {
            Write(parsed, changes, meant => new WatchChangesResponse
            {
                Changes = { meant }, Revision = revision, ResumeToken = token,
            });
            await state.WriteAsync(token, CancellationToken.None);
        }
    }

    async Task WatchHubAsync(ApiClients api, ParseResult parsed, CancellationToken stop)
    {
        var parent = _options.Parent(parsed);
        var state = new WatchState(parsed.GetValue(_state), $"all {parent}");
        var feed = new HubFeed(api.Overview.WatchHub, parent, state) { UnavailableChanged = Tell };
        if (parsed.GetValue(_startOver))
        {
            await feed.StartOverAsync(cancellation: stop);
        }

        await foreach (var (of, revision, changes, token) in feed.ReadAsync(stop))
        {
            Write(parsed, changes, meant => new WatchHubResponse
            {
                Feed = of, Changes = { meant }, Revision = revision, ResumeToken = token,
            });
            await state.WriteAsync(token, CancellationToken.None);
        }
    }

    /// <summary>Says whose changes are late.</summary>
    void Tell(IReadOnlyList<Feed> unavailable) => terminal.Error.WriteLine(unavailable.Count == 0
        ? "All services can be reached again."
        : $"Cannot be reached just now: {string.Join(", ", unavailable.Select(Word))}. "
            + "What changes there comes later.");

    static string Word(Feed feed) => feed switch
    {
        Feed.DevelopmentPlans => "plans",
        Feed.FocusCatalogue => "catalogue",
        _ => "participants",
    };

    void Write(ParseResult parsed, IReadOnlyList<Change> transaction, Func<Change[], IMessage> message)
    {
        Change[] changes = [.. transaction.Where(change => IsMeant(parsed, change))];
        if (changes.Length > 0 && connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(message(changes)));
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
