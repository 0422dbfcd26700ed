using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.Participants.V1;
using Client = Mastery.Participants.V1.RosterService.RosterServiceClient;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Cli.Connector;

/// <summary>Does of a plan what may be done, in each hub by itself, and says what a person has to look at.</summary>
sealed class ConnectorApply(
    ConnectorSettings settings,
    ConnectorMemory memory,
    Client rosters,
    ConnectorLog log,
    ConnectorMetrics metrics,
    TimeProvider time)
{
    /// <summary>Does it; null where the plan is outdated.</summary>
    public async Task<CycleOutcome?> RunAsync(RosterSync sync)
    {
        List<Need> needs = [];
        foreach (var slice in sync.Slices.Where(slice => slice.State == State.Planned).ToList())
        {
            if (slice.Schools.Any(school => school.Guarded))
            {
                needs.Add(Needs.Leavers(sync, slice, time.GetUtcNow()));
            }
            else if (settings.Apply)
            {
                try
                {
                    sync = await ApplyAsync(sync.Name, slice.Hub);
                }
                catch (RpcException exception) when (exception.ToMasteryError().Reason is "PLAN_OUTDATED"
                    or "MASS_LEAVERS")
                {
                    // That so many leave now, and did not when it was planned, is a plan that is outdated as well.
                    memory.Keep(state => state with { Pending = null, Seed = Guid.NewGuid() });
                    return null;
                }
            }
        }

        if (!settings.Apply && Needs.Changes(sync.Counts))
        {
            needs.Add(Needs.DryRun(sync, settings, time.GetUtcNow()));
        }

        return await EndAsync(sync, needs);
    }

    /// <summary>Keeps what came of a plan, and says what a person has to look at.</summary>
    public async Task<CycleOutcome> EndAsync(RosterSync sync, List<Need> needs)
    {
        foreach (var slice in sync.Slices.Where(slice => slice.Counts.PotentialMatchCount > 0))
        {
            needs.Add(Needs.Reviews(slice, await rosters.WaitingAsync(slice.Hub, settings), time.GetUtcNow()));
        }

        var pending = memory.State.Pending!;
        var rejected = sync.RejectedCount + (sync.Counts?.RejectedCount ?? 0);
        if (pending.LostPeople + rejected > 0)
        {
            needs.Add(Needs.Rows(pending.LostPeople, rejected, settings, time.GetUtcNow()));
        }

        var old = memory.State.Needs;
        needs = [.. needs.Select(need => Same(need, old) is { } same ? need with { Since = same.Since } : need)];
        var done = sync.Slices.All(slice => slice.State == State.Applied);
        memory.Keep(state => (done ? Done(state, pending) : state) with { Needs = needs, Counts = Needs.Of(sync) });
        Say(needs, old);
        return ConnectorCycle.Outcome(needs);
    }

    async Task<RosterSync> ApplyAsync(string name, string hub)
    {
        using var step = ConnectorCycle.StepToken();
        var sync = await rosters.ApplyRosterSyncAsync(
            new ApplyRosterSyncRequest { Name = name, Hub = hub }.WithRequestId($"{memory.State.Seed}"),
            cancellationToken: step.Token);
        var slice = sync.Slices.First(slice => slice.Hub == hub);
        metrics.Applied(slice.Counts);
        log.Say($"Done in {slice.HubDisplayName}: {Rosters.RosterWords.Short(slice.Counts)}.");
        return sync;
    }

    static ConnectorState Done(ConnectorState state, PendingSync pending) => state with
    {
        Cursors = pending.Cursors,
        FullTime = pending.IsFull ? pending.ReadTime : state.FullTime,
        Digest = pending.Digest,
        DigestTime = pending.ReadTime,
        Pending = null,
        Seed = Guid.NewGuid(),
    };

    void Say(List<Need> needs, IReadOnlyList<Need> old)
    {
        foreach (var need in needs)
        {
            if (Same(need, old) is null)
            {
                log.Warn(need.Text + ".");
            }
            else
            {
                log.Say($"Still waits for a person: {need.Text}.");
            }
        }
    }

    static Need? Same(Need need, IReadOnlyList<Need> old) =>
        old.FirstOrDefault(one => one.Kind == need.Kind && one.Subject == need.Subject);
}
