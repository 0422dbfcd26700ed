using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using Npgsql;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;

namespace Mastery.Participants;

/// <summary>Deletes the effects of syncs that are too old, sync by sync and hub by hub. The syncs and their counts
/// stay.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="units">Units of work, each in one hub.</param>
/// <param name="options">How long they are kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
sealed class RosterRetention(IServiceProvider services, HubUnitOfWork units, IOptions<RosterOptions> options,
    TimeProvider clock, ILogger<RosterRetention> log)
    : HourlyWorker("Deleting old effects of staff syncs", clock, log)
{
    const string Actor = "participants";

    /// <summary>Deletes what is too old.</summary>
    /// <returns>The number of effects.</returns>
    public async Task<int> DeleteDueAsync(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var (plans, changes) = (now - options.Value.PlanRetention, now - options.Value.ChangeRetention);
        var deleted = 0;
        foreach (var (hub, sync) in await DueAsync(plans, changes, cancellation))
        {
            deleted += await units.RunAsync<RosterRetentionStore, int>(
                hub, Actor, store => store.DeleteAsync(hub, sync, changes), cancellation);
        }

        return deleted;
    }

    /// <inheritdoc/>
    protected override Task DoDueAsync(CancellationToken cancellation) => DeleteDueAsync(cancellation);

    /// <summary>The syncs of which something is due, in each hub.</summary>
    Task<IReadOnlyList<(string Hub, Guid Sync)>> DueAsync(
        DateTime plans, DateTime changes, CancellationToken cancellation) =>
        services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            """
            SELECT hub_id, id FROM roster_sync
            WHERE kept_effects <> 'NONE' AND create_time < $1
                AND coalesce(apply_time, create_time) < CASE kept_effects WHEN 'ALL' THEN $1 ELSE $2 END
            ORDER BY hub_id, create_time
            """,
            row => (row.GetString(0), row.GetGuid(1)), [plans, changes], cancellation);
}

/// <summary>Deletes the effects of a sync.</summary>
public sealed class RosterRetentionStore(RosterStore rosters, RosterEffectStore effects)
{
    /// <summary>Deletes what is too old of a slice whose plan is: all effects of one that was not applied, or was
    /// applied before <paramref name="changes"/>, else those by which nobody was changed.</summary>
    public async Task<int> DeleteAsync(string hub, Guid sync, DateTime changes)
    {
        var slice = await rosters.LockAsync(hub, sync) ?? throw ApiError.NotFound(RosterSlice.Type, hub);
        var kept = slice.ApplyTime is { } applied && applied >= changes ? Kept.Changes : Kept.None;
        if (kept == slice.KeptEffects)
        {
            return 0;
        }

        return await effects.DeleteOldAsync(await rosters.UpdateAsync(slice, slice with { KeptEffects = kept }));
    }
}
