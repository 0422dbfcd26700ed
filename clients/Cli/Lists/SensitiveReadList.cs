using System.CommandLine;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary><c>mastery people reads</c>: who looked at TRNs and telephone numbers.</summary>
sealed class SensitiveReadList(Terminal terminal, ConnectionOptions connection)
{
    readonly Option<string?> _person = new("--person")
    {
        Description = "Only reads of this person: an e-mail address, a name, or hubs/…/participants/….",
        HelpName = "person",
    };

    // People stay numbers here: looking their names up would be answered with their numbers too, and make entries.
    ListOf<ListSensitiveReadsRequest, ListSensitiveReadsResponse, SensitiveRead> Reads => new()
    {
        Method = api => api.People.ListSensitiveReadsAsync,
        Rows = page => page.SensitiveReads,
        Noun = ("read", "reads"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "create_time desc",
        Columns =
        [
            new("when", (read, _) => England.Moment(read.CreateTime), 22),
            new("who", (read, _) => read.Actor, 14),
            new("people", (read, _) => read.Fields.Contains("*") ? "" : $"{read.Participants.Count:N0}", 6,
                Right: true),
            new("what", (read, _) => string.Join(", ", read.Fields.Select(Word)), 14),
            new("how", (read, _) => read.Method.Split('/')[^1], 14),
            new("where", (read, _) => read.RequestedHub == "hubs/-" ? "every hub" : "", 9),
        ],
        Filters =
        [
            new(_person, _ => Task.FromResult<string?>(null)),
            ListFilter.Is("--who", "actor", "The client, or the subject of the token.", "client"),
            ListFilter.Of<DateOnly?>("--from", "The first day.", "day", day =>
                $"create_time >= {ListFilter.Quoted(England.Start(day!.Value))}"),
            ListFilter.Of<DateOnly?>("--until", "The last day.", "day", day =>
                $"create_time < {ListFilter.Quoted(England.Start(day!.Value.AddDays(1)))}"),
        ],
        Refine = async (call, request) => request.Participant = call.Parsed.GetValue(_person) switch
        {
            null => "",
            var name when name.StartsWith("hubs/", StringComparison.Ordinal) => name,
            var written => (await new PersonFinder(call.Api, call.Hub, call.Cancellation).FindAsync(written)).Name,
        },
    };

    public Command Build() => new ListVerb(terminal, connection).Build(
        "reads",
        "Lists who looked at TRNs and telephone numbers, the latest first; with --hub national, who read every hub.",
        Reads, new HubOptions());

    static string Word(string field) => field switch
    {
        "*" => "everything",
        "trn" => "TRN",
        "phone" => "telephone",
        _ => field.Replace('_', ' '),
    };
}
