using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants;

/// <summary>Does syncs hub by hub, each hub in a transaction of its own: what is done in one stays done when the next
/// one fails.</summary>
public sealed class RosterWork(HubUnitOfWork hubs, CallScope call)
{
    /// <summary>Applies the slices that are not applied yet.</summary>
    public async Task<V1.RosterSync> ApplyAsync(V1.ApplyRosterSyncRequest request)
    {
        var slices = await ReadAsync(request.Name);
        var meant = Of(slices, request.Hub);
        RequireEtag(slices, request.Etag);
        HashSet<string> allowed = [.. request.AllowLeavers.Select(ResourceName.Id)];
        foreach (var slice in meant.Where(slice => slice.State == State.Planned))
        {
            await hubs.RunForAsync<RosterApplier, RosterSlice>(
                slice.HubId, call, applier => applier.ApplyAsync(slice, allowed));
        }

        return RosterSlice.ToProto(await ReadAsync(request.Name));
    }

    /// <summary>Takes back the slices that are applied.</summary>
    public async Task<V1.RosterSync> RevertAsync(V1.RevertRosterSyncRequest request)
    {
        var slices = await ReadAsync(request.Name);
        var meant = Of(slices, request.Hub);
        if (request.Etag.Length > 0 && request.Etag != RosterSlice.EtagOf(slices)
            && slices.All(slice => slice.State != State.Reverted))
        {
            throw ApiError.Conflict(RosterSlice.Type, slices[0].Name);
        }

        foreach (var slice in meant)
        {
            await hubs.RunForAsync<RosterReverter, RosterSlice>(
                slice.HubId, call, reverter => reverter.RevertAsync(slice));
        }

        return RosterSlice.ToProto(await ReadAsync(request.Name));
    }

    Task<IReadOnlyList<RosterSlice>> ReadAsync(string name) =>
        hubs.ReadForAsync<RosterStore, IReadOnlyList<RosterSlice>>(call, rosters => rosters.GetAsync(name));

    static List<RosterSlice> Of(IReadOnlyList<RosterSlice> slices, string hub)
    {
        List<RosterSlice> meant = [.. slices.Where(slice => hub.Length == 0 || slice.HubId == hub.Id())];
        return meant.Count > 0
            ? meant
            : throw Refusals.Reference("hub", hub, "has no part in the sync");
    }

    /// <summary>The version of a plan; what is left of one that is applied in part is compared with its plan.</summary>
    static void RequireEtag(IReadOnlyList<RosterSlice> slices, string etag)
    {
        if (etag.Length > 0 && etag != RosterSlice.EtagOf(slices)
            && slices.All(slice => slice.State == State.Planned))
        {
            throw ApiError.Conflict(RosterSlice.Type, slices[0].Name);
        }
    }
}
