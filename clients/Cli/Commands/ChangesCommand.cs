using System.CommandLine;
using Mastery.Changes.V1;
using Mastery.Cli.Lists;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery changes</c>: who changed what, and when, and what it was before.</summary>
sealed class ChangesCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly ChangesOptions _options = new();

    readonly Option<int?> _last = new("--last")
    {
        Description = "Only so many, the newest.",
        HelpName = "number",
    };

    ListOf<ListChangesRequest, ListChangesResponse, Change> Changes => new()
    {
        Method = api => api.ParticipantChanges.ListChangesAsync,
        Choose = call => call.Api.Listing(_options.Log(call.Parsed)),
        Rows = page => page.Changes,
        Noun = ("change", "changes"),
        Arguments = [_options.What],
        Parent = call => Task.FromResult(_options.Parent(call.Parsed)),
        OrderBy = "revision desc",
        Columns = [],
        Lines = ChangeText.Lines,
        Limit = call => call.Parsed.GetValue(_last),
        Filters =
        [
            new(_options.Of, call => Task.FromResult(
                _options.Resource(call.Parsed) is { } name ? $"resource = {ListFilter.Quoted(name)}" : null)),
            new(_options.Type, call => Task.FromResult(
                _options.TypeName(call.Parsed) is { } type ? $"resource_type = {ListFilter.Quoted(type)}" : null)),
            ListFilter.OneOf<Change.Types.Kind>("--kind", "kind", "What happened."),
            ListFilter.Is("--who", "actor", "The client, or the subject of the token.", "client"),
            ListFilter.Of<DateOnly?>("--from", "The first day.", "day", day =>
                $"change_time >= {ListFilter.Quoted(England.Start(day!.Value))}"),
            ListFilter.Of<DateOnly?>("--until", "The last day.", "day", day =>
                $"change_time < {ListFilter.Quoted(England.Start(day!.Value.AddDays(1)))}"),
            new(_last, _ => Task.FromResult<string?>(null)),
        ],
    };

    public Command Build() => new("changes", "Who changed what, and when, and what it was before.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists changes, the newest first: of a hub, or of one resource.", Changes, _options.Hub),
        new ChangesWatch(terminal, connection).Build(),
    };
}
