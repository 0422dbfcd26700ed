using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Erases a person at their request. The record, and what is left to do elsewhere, is one transaction; the
/// worker, or the same call again, does the rest.</summary>
public sealed class PersonErasing(ParticipantStore participants, ErasureStore erasures, PersonEraser eraser,
    PersonTies ties, PlanErasure plans)
{
    public async Task<V1.EraseParticipantResponse> EraseAsync(V1.EraseParticipantRequest request)
    {
        var seen = await participants.GetAsync(request.Name, request.Etag);
        if (await erasures.FindAsync(seen.HubId, seen.Id) is { } begun)
        {
            return (request.ValidateOnly ? begun : await GoOnAsync(begun)).ToProto(seen);
        }

        await participants.BeginErasureAsync(seen.HubId);
        if (await erasures.FindAsync(seen.HubId, await participants.SurvivorAsync(request.Name)) is { } other)
        {
            return other.ToProto(await participants.GetAsync(request.Name));
        }

        var names = await participants.NamesAsync(seen.Name);
        Guid[] ids = [.. names.Select(Reference.ToId)];
        await participants.LockAllAsync(seen.HubId, ids);
        var person = await participants.GetAsync(request.Name, request.Etag);
        await ties.RequireNoneAsync(person, ids);
        await RequireNamelessAsync(person.HubId, names, request.Reason);
        var erasure = await eraser.EraseAsync(
            person, [.. names.Order(StringComparer.Ordinal)], request.Reason, PlanErasure.Service);
        return erasure.ToProto(await participants.GetAsync(request.Name));
    }

    /// <summary>Notes that a service has erased its part.</summary>
    public async Task<PersonErasure> ConfirmAsync(
        PersonErasure seen, string service, IEnumerable<UnattributedText> left)
    {
        var erasure = await erasures.LockAsync(seen.HubId, seen.ParticipantId);
        if (!erasure.PendingServices.Contains(service))
        {
            return erasure;
        }

        var confirmed = erasure.Confirm(service, left);
        await erasures.UpdateAsync(confirmed);
        return confirmed;
    }

    /// <summary>Asks who has not confirmed yet, in the caller's name; who cannot be reached stays pending.</summary>
    async Task<PersonErasure> GoOnAsync(PersonErasure begun)
    {
        if (!begun.PendingServices.Contains(PlanErasure.Service))
        {
            return begun;
        }

        try
        {
            return await ConfirmAsync(begun, PlanErasure.Service, await plans.AskAsync(begun));
        }
        catch (ApiError away) when (away.Code == StatusCode.Unavailable)
        {
            return begun;
        }
    }

    /// <summary>Refuses a reason that names the person: it is kept when nothing else is.</summary>
    async Task RequireNamelessAsync(string hub, string[] names, string reason)
    {
        var called = await eraser.NamesAsync(hub, names);
        if (called.All.LeaveOut(reason) != reason)
        {
            throw ApiError.Invalid("reason", "names the person: it is kept, so say why without a name or an address");
        }
    }
}
