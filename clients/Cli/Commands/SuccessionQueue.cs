using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Participants.V1;
using Spectre.Console;
using Doubt = Mastery.Participants.V1.Succession.Types.Doubt;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery successions queue</c> and <c>resolve</c>: what a person must decide.</summary>
sealed class SuccessionQueue(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;
    const int FilterSize = 50;

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

    public Command List() =>
        new ListCommand("queue", "The successions that a person must decide, and why.").Calls(
            terminal, connection, async (api, parsed, cancellation) =>
            {
                var queue = await Paging.AllAsync(
                    api.Schools.ListSuccessionQueueAsync, new ListSuccessionQueueRequest { PageSize = PageSize },
                    page => page.Histories, cancellation).ToListAsync(cancellation);
                if (connection.Output(parsed) == OutputForm.Csv)
                {
                    terminal.WriteCsv(queue);
                    return;
                }

                var names = connection.Json(parsed) ? [] : await NamesAsync(api, queue, cancellation);
                terminal.Write(
                    connection, parsed, new ListSuccessionQueueResponse { Histories = { queue } }, answer => Write(
                        answer, name => names.GetValueOrDefault(name, $"{Urn(name)} (not in the directory)")));
            });

    public Command Resolve() =>
        new Command("resolve", "Decides which successors the history of a school follows.")
        {
            _urn,
            _successors,
            _reason,
        }.Calls(terminal, connection, async (api, parsed, cancellation) =>
        {
            var successors = parsed.GetValue(_successors) ?? [];
            var history = await api.Schools.ResolveSuccessionAsync(
                new()
                {
                    Name = $"schools/{parsed.GetRequiredValue(_urn)}",
                    Successors = { successors.Select(urn => $"schools/{urn}") },
                    Reason = parsed.GetRequiredValue(_reason),
                },
                cancellationToken: cancellation);
            terminal.Write(connection, parsed, history, _ => terminal.Out.WriteLine(successors.Length == 0
                ? "decided: its history follows no successor"
                : $"decided: its history follows {string.Join(" and ", successors)}"));
        });

    void Write(ListSuccessionQueueResponse queue, Func<string, string> names)
    {
        foreach (var history in queue.Histories)
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{names(history.School)}[/]");
            foreach (var link in history.Successions.Where(link =>
                link.Predecessor == history.School && link.Doubt != Doubt.Unspecified))
            {
                terminal.Out.WriteLine($"  → {names(link.Successor)}  {link.LinkType} {link.LinkDate}".TrimEnd());
                terminal.Out.WriteLine($"    {Words(link.Doubt)}");
            }
        }

        terminal.Out.WriteLine(queue.Histories.Count == 0
            ? "nothing waits for a decision"
            : $"{queue.Histories.Count} to decide: mastery successions resolve URN --successor URN --reason \"…\"");
    }

    // By a filter: a school may be known from links only, and a batch names no school that is not there.
    static async Task<Dictionary<string, string>> NamesAsync(
        ApiClients api, List<SchoolHistory> queue, CancellationToken cancellation)
    {
        Dictionary<string, string> names = [];
        var schools = queue.SelectMany(history => history.Successions)
            .SelectMany(link => new[] { link.Predecessor, link.Successor }).Distinct();
        foreach (var part in schools.Chunk(FilterSize))
        {
            var page = await api.Schools.ListSchoolsAsync(new()
            {
                PageSize = PageSize,
                Filter = string.Join(" OR ", part.Select(name => $"urn = \"{Urn(name)}\"")),
            }, cancellationToken: cancellation);
            foreach (var school in page.Schools)
            {
                names[school.Name] = $"{school.DisplayName} ({school.Urn}, {SchoolsCommand.Words(school.Status)})";
            }
        }

        return names;
    }

    static string Urn(string school) => school["schools/".Length..];

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
