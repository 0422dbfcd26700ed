using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Cli.Rosters;
using Mastery.Clients;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster apply</c>: does what was planned.</summary>
sealed class RosterApplyCommand(Terminal terminal, ConnectionOptions connection)
{
    const string MassLeavers = "MASS_LEAVERS";
    const string PlanOutdated = "PLAN_OUTDATED";

    readonly Option<string[]> _allow = new("--allow-leavers")
    {
        Description = "The URNs of schools whose many leavers are right.",
        HelpName = "urn",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string?> _hub = new("--hub")
    {
        Description = "The id of the one hub to do it in; in all of them when left out.",
        HelpName = "id",
    };

    /// <summary>The command.</summary>
    /// <param name="sync">The argument that says which sync.</param>
    public Command Build(Argument<string> sync) => new Command(
        "apply", "Does what was planned, in each hub all or nothing. Run it again after an interruption.")
    {
        sync, _allow, _hub,
    }.CallsForExit(terminal, connection, (api, parsed, cancellation) => ApplyAsync(
        api, parsed, RosterWords.Name(parsed.GetRequiredValue(sync)), cancellation));

    async Task<int> ApplyAsync(ApiClients api, ParseResult parsed, string name, CancellationToken cancellation)
    {
        var allowed = parsed.GetValue(_allow) ?? [];
        try
        {
            var sync = await api.Rosters.GetRosterSyncAsync(new() { Name = name }, cancellationToken: cancellation);
            sync = await terminal.ProgressAsync("applying", say => ApplyAsync(
                api, sync, parsed.GetValue(_hub), allowed, say, cancellation));
            terminal.Write(connection, parsed, sync, Write);
            return ExitCode.Done;
        }
        catch (RpcException exception)
            when (exception.ToMasteryError() is { Reason: MassLeavers or PlanOutdated } refusal)
        {
            return Refuse(refusal, allowed, await api.Rosters.GetRosterSyncAsync(
                new() { Name = name }, cancellationToken: cancellation));
        }
    }

    /// <summary>Does it in one hub after the other, so that it can be said how far it is.</summary>
    static async Task<RosterSync> ApplyAsync(ApiClients api, RosterSync sync, string? hub, string[] allowed,
        Action<string> say, CancellationToken cancellation)
    {
        List<string> hubs = hub is { Length: > 0 } ? [$"hubs/{hub}"]
            : [.. sync.Slices.Where(slice => slice.State == RosterSync.Types.State.Planned).Select(slice => slice.Hub)];
        foreach (var (index, one) in hubs.DefaultIfEmpty("").Index())
        {
            var slice = sync.Slices.FirstOrDefault(slice => slice.Hub == one);
            say(slice is null ? "applying" : $"applying in {slice.HubDisplayName}, {index + 1} of {hubs.Count}: "
                + RosterWords.Short(slice.Counts));
            sync = await api.Rosters.ApplyRosterSyncAsync(
                new()
                {
                    Name = sync.Name,
                    Hub = one,
                    AllowLeavers = { allowed.Select(urn => $"schools/{urn.Split('/')[^1]}") },
                    RequestId = $"{Guid.NewGuid()}",
                },
                cancellationToken: cancellation);
        }

        return sync;
    }

    void Write(RosterSync sync)
    {
        foreach (var slice in sync.Slices)
        {
            terminal.Out.WriteLine($"{slice.HubDisplayName}: {RosterWords.Of(slice.State)}; "
                + $"{RosterWords.Short(slice.Counts)}");
        }

        foreach (var slice in sync.Slices.Where(slice => slice.Counts.PotentialMatchCount > 0))
        {
            terminal.Out.WriteLine("Records that may be of somebody on record wait until you have decided: mastery "
                + $"roster reviews --hub {slice.Hub.Split('/')[^1]}");
        }
    }

    int Refuse(MasteryError refusal, string[] allowed, RosterSync sync)
    {
        var schools = refusal.Reason == MassLeavers;
        terminal.Fail(schools
            ? "refused: so many people would leave that the list looks incomplete"
            : "refused: since it was planned, something else would come of some people");
        foreach (var reason in RosterWords.Reasons(refusal))
        {
            terminal.Error.WriteLine($"  {reason}");
        }

        terminal.Error.WriteLine(schools
            ? "If the list is incomplete, export it again and plan it again. If they have left: "
                + $"mastery roster apply {sync.Name} --allow-leavers {Urns(refusal, allowed)}"
            : "Plan the file again with mastery roster plan, and look at what has changed.");
        return Rest(sync);
    }

    /// <summary>Says which hubs are done; answers the exit code.</summary>
    int Rest(RosterSync sync)
    {
        var done = sync.Slices.Where(slice => slice.State == RosterSync.Types.State.Applied).ToList();
        terminal.Error.WriteLine(done.Count == 0 ? "Nobody was changed."
            : $"Done already, and left as it is: {string.Join(", ", done.Select(slice => slice.HubDisplayName))}.");
        return done.Count == 0 ? ExitCode.NothingDone : ExitCode.SomeRejected;
    }

    static string Urns(MasteryError refusal, string[] allowed) => string.Join(' ', allowed.Concat(
        refusal.Violations.Select(violation => violation.Subject.Split('/')[^1])).Distinct());
}
