using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Participants.V1;
using Spectre.Console;
using Doubt = Mastery.Participants.V1.Succession.Types.Doubt;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery successions queue</c> and <c>resolve</c>: what a person must decide.</summary>
sealed class SuccessionQueue(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _urn = new("urn") { Description = "The school whose successors are decided." };

    readonly Option<string[]> _successors = new("--successor")
    {
        Description = "The URN of a successor to follow; may be given several times. Without it, none is followed.",
        HelpName = "urn",
    };

    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why, for those who come after.",
        Required = true,
        HelpName = "text",
    };

    public Command List()
    {
        var command = new Command("queue", "The successions that a person must decide, and why.");
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed);
            var queue = await AllAsync(api, cancellation);
            if (connection.Json(parsed))
            {
                terminal.OutputWriter.WriteLine(new ListSuccessionQueueResponse { Histories = { queue } });
            }
            else
            {
                await WriteAsync(api, queue, cancellation);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    public Command Resolve()
    {
        var command = new Command("resolve", "Decides which successors the history of a school follows.")
        {
            _urn,
            _successors,
            _reason,
        };
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed);
            var successors = parsed.GetValue(_successors) ?? [];
            var history = await api.Schools.ResolveSuccessionAsync(
                new()
                {
                    Name = $"schools/{parsed.GetRequiredValue(_urn)}",
                    Successors = { successors.Select(urn => $"schools/{urn}") },
                    Reason = parsed.GetRequiredValue(_reason),
                },
                cancellationToken: cancellation);
            if (connection.Json(parsed))
            {
                terminal.OutputWriter.WriteLine(history);
            }
            else
            {
                terminal.Out.WriteLine(successors.Length == 0
                    ? "decided: its history follows no successor"
                    : $"decided: its history follows {string.Join(" and ", successors)}");
            }

            return ExitCode.Done;
        }));
        return command;
    }

    static async Task<List<SchoolHistory>> AllAsync(ApiClients api, CancellationToken cancellation)
    {
        List<SchoolHistory> all = [];
        for (var token = ""; ;)
        {
            var page = await api.Schools.ListSuccessionQueueAsync(
                new() { PageSize = 1000, PageToken = token }, cancellationToken: cancellation);
            all.AddRange(page.Histories);
            token = page.NextPageToken;
            if (token.Length == 0)
            {
                return all;
            }
        }
    }

    async Task WriteAsync(ApiClients api, List<SchoolHistory> queue, CancellationToken cancellation)
    {
        var names = await NamesAsync(api, queue, cancellation);
        foreach (var history in queue)
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{names(history.School)}[/]");
            foreach (var link in history.Successions.Where(link =>
                link.Predecessor == history.School && link.Doubt != Doubt.Unspecified))
            {
                terminal.Out.WriteLine($"  → {names(link.Successor)}  {link.LinkType} {link.LinkDate}".TrimEnd());
                terminal.Out.WriteLine($"    {Words(link.Doubt)}");
            }
        }

        terminal.Out.WriteLine(queue.Count == 0
            ? "nothing waits for a decision"
            : $"{queue.Count} to decide: mastery successions resolve URN --successor URN --reason \"…\"");
    }

    // Schools may be known from links only, so each is asked for by its URN in a filter.
    static async Task<Func<string, string>> NamesAsync(
        ApiClients api, List<SchoolHistory> queue, CancellationToken cancellation)
    {
        Dictionary<string, string> names = [];
        var schools = queue.SelectMany(history => history.Successions)
            .SelectMany(link => new[] { link.Predecessor, link.Successor }).Distinct();
        foreach (var name in schools)
        {
            names[name] = await NameAsync(api, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], cancellation);
        }

        return name => names.GetValueOrDefault(name, name);
    }

    static async Task<string> NameAsync(ApiClients api, string urn, CancellationToken cancellation)
    {
        try
        {
            var school = await api.Schools.GetSchoolAsync(
                new() { Name = $"schools/{urn}" }, cancellationToken: cancellation);
            return $"{school.DisplayName} ({urn}, {SchoolsCommand.Words(school.Status)})";
        }
        catch (Grpc.Core.RpcException missing) when (missing.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            return $"{urn} (not in the directory)";
        }
    }

    static string Words(Doubt doubt) => doubt switch
    {
        Doubt.Contradictory => "GIAS has the two schools in both directions: which one came first?",
        Doubt.Cycle => "the links after it lead back to the school: which one is wrong?",
        Doubt.Several => "the school has several successors: which ones carry it on?",
        Doubt.Split => "the school was split, and only this successor is known: does it carry the school on?",
        Doubt.NoDirection => "GIAS does not say which of the two came first: does this one carry the school on?",
        Doubt.PredecessorOpen => "the school has not closed: is this its successor already?",
        Doubt.SuccessorProposed => "the successor has not opened: is it certain?",
        _ => "",
    };
}
