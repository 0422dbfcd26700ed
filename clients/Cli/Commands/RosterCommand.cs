using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Cli.Rosters;
using Mastery.Clients;
using Mastery.Participants.V1;
using Spectre.Console;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster</c>: the staff of schools and trusts, in step with their MIS.</summary>
sealed class RosterCommand(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;
    const int Newest = 20;

    readonly Argument<string> _sync = new("sync") { Description = "The sync, rosterSyncs/… or its id." };

    readonly Argument<string?> _one = new("sync")
    {
        Description = "The sync, rosterSyncs/… or its id; the newest ones when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _kinds = new("--kind")
    {
        Description = "What happens, several with commas between them: create, update, unchanged, leave, restore, "
            + "potential-match, skipped, rejected.",
        HelpName = "words",
    };

    readonly Option<string> _config = RosterConnectCommand.Config(required: false);

    readonly Option<bool> _all = new("--all") { Description = $"All syncs, not only the newest {Newest}." };

    ListOf<ListRosterSyncEffectsRequest, ListRosterSyncEffectsResponse, RosterSyncEffect> Effects => new()
    {
        Method = api => api.Rosters.ListRosterSyncEffectsAsync,
        Rows = page => page.Effects,
        Noun = ("person", "people"),
        KeepsOrder = true,
        Arguments = [_sync],
        Refine = (call, request) =>
        {
            request.Name = RosterWords.Name(call.Parsed.GetRequiredValue(_sync));
            return Task.CompletedTask;
        },
        Columns =
        [
            new("what", (effect, _) => RosterWords.Of(effect.Kind), 10),
            new("who", (effect, _) => effect.DisplayName, 14),
            new("why", (effect, _) => effect.Explanation, 40),
            new("where", (effect, _) => RosterWords.Place(effect.Origins.FirstOrDefault()), 12),
            new("hub", (effect, _) => effect.Hub.Split('/')[^1], 12),
        ],
        Filters = [new(_kinds, call => Task.FromResult(KindFilter(call.Parsed.GetValue(_kinds))))],
    };

    public Command Build() => new("roster", "The staff of schools and trusts, in step with their MIS.")
    {
        new RosterPlanCommand(terminal, connection).Build(),
        new ListVerb(terminal, connection).Build("effects", "Lists what a sync does to each person, and why.", Effects),
        new RosterApplyCommand(terminal, connection).Build(_sync),
        new RosterRevertCommand(terminal, connection).Build(_sync),
        new RosterReviewCommands(terminal, connection).Build(),
        new RosterConnectCommand(terminal, connection).Build(),
        new Command("status", "Shows how far a sync is and what it does; or the newest ones, or a connector.")
        {
            _one, _all, _config,
        }.Calls(terminal, connection, StatusAsync),
    };

    /// <summary>The condition of kinds in words.</summary>
    static string? KindFilter(string? words) => words is null ? null
        : "(" + string.Join(" OR ", words.Split(',', StringSplitOptions.TrimEntries).Select(word =>
            WordOption.Read<Kind>(word) is { } kind
                ? $"kind = {kind.ContractName()}"
                : throw new Bulk.RowRefusedException($"--kind: '{word}' is none of "
                    + string.Join(", ", RosterWords.Kinds.Select(known => WordOption.Word(known.Kind)))))) + ")";

    async Task StatusAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_config) is { Length: > 0 } config)
        {
            RosterConnectCommand.WriteStatus(terminal, config);
            return;
        }

        if (parsed.GetValue(_one) is not { } written)
        {
            await ListAsync(api, parsed, cancellation);
            return;
        }

        var sync = await api.Rosters.GetRosterSyncAsync(
            new() { Name = RosterWords.Name(written) }, cancellationToken: cancellation);
        var effects = connection.Json(parsed) ? [] : await api.Rosters.EffectsAsync(sync.Name, cancellation);
        terminal.Write(connection, parsed, sync, answer => new RosterSummary(terminal, new(answer, effects)).Write());
    }

    async Task ListAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var all = Paging.AllAsync(
            api.Rosters.ListRosterSyncsAsync,
            new ListRosterSyncsRequest { PageSize = PageSize, OrderBy = "create_time desc" },
            page => page.RosterSyncs, cancellation);
        var syncs = await (parsed.GetValue(_all) ? all : all.Take(Newest)).ToListAsync(cancellation);
        terminal.Write(
            connection, parsed, new ListRosterSyncsResponse { RosterSyncs = { syncs } }, _ => WriteTable(syncs));
    }

    void WriteTable(List<RosterSync> syncs)
    {
        if (syncs.Count == 0)
        {
            terminal.Out.WriteLine("There was no sync yet. mastery roster plan FILE makes the first one.");
            return;
        }

        ListTable.Write(
            terminal,
            [new("sync", int.MaxValue), new("planned", 12), new("of"), new("from"), new("state"), new("what", 20)],
            [
                .. syncs.Select(sync => new[]
                {
                    sync.Name, England.Moment(sync.CreateTime), RosterWords.Source(sync.Source), sync.System,
                    RosterWords.Of(sync.State), RosterWords.Short(sync.Counts),
                }),
            ]);
    }
}
