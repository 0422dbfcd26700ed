using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>Merges of participants, and what they moved.</summary>
public sealed class MergeStore(
    DbSession db, CallScope call, ParticipantStore participants, PersonReferences references)
{
    static readonly string TrnScope =
        ContractField.Of(V1.Participant.Descriptor.FindFieldByNumber(V1.Participant.TrnFieldNumber)).Scope;

    const string Columns = "hub_id, duplicate_id, filled, posts, external_ids, resources";

    /// <summary>Merges two records, which the caller has locked.</summary>
    public async Task<Participant> MergeAsync(Participant survivor, Participant duplicate)
    {
        var merge = Merge.Of(survivor, duplicate, seesTrn: call.Scopes.Contains(TrnScope));
        await participants.UpdateAsync(duplicate, merge.Retire(duplicate, survivor), ChangeKind.Merged);
        var merged = await participants.UpdateAsync(survivor, merge.Into(survivor, duplicate));
        var resources = await references.NamesAsync(duplicate);
        await references.ReplaceAsync(resources, duplicate, survivor);
        await db.ExecuteAsync($"""
            INSERT INTO participant_merge ({Columns})
            VALUES (@HubId, @DuplicateId, @Filled, @Posts, @ExternalIds, @Resources)
            """, merge with { Resources = resources });
        return merged;
    }

    /// <summary>Undoes a merge, whose records the caller has locked.</summary>
    public async Task<Participant> UnmergeAsync(Participant survivor, Participant duplicate)
    {
        var merge = await db.FindAsync<Merge>(
            $"SELECT {Columns} FROM participant_merge WHERE hub_id = @HubId AND duplicate_id = @Id", duplicate)
            ?? throw new InvalidOperationException($"The merge of {duplicate.Name} was not kept.");
        await participants.UpdateAsync(survivor, merge.OutOf(survivor, duplicate));
        var revived = await participants.UpdateAsync(duplicate, merge.Revive(duplicate, survivor));
        await references.ReplaceAsync(merge.Resources, survivor, duplicate);
        await db.ExecuteAsync(
            "DELETE FROM participant_merge WHERE hub_id = @HubId AND duplicate_id = @DuplicateId", merge);
        return revived;
    }

    /// <summary>Locks the departments of two records and the records: those that the names stand for now.</summary>
    public async Task<(Participant Survivor, Participant Duplicate)> LockAsync(V1.MergeParticipantsRequest request)
    {
        await participants.KeepErasuresOutAsync(request.Name.HubId());
        var survivor = await participants.GetAsync(request.Name);
        var duplicate = await participants.ReferredAsync("duplicate", request.Duplicate);
        await participants.LockAllAsync(survivor, duplicate);
        return (
            await participants.GetAsync(request.Name, request.Etag),
            await participants.ReferredAsync("duplicate", request.Duplicate));
    }

    /// <summary>Locks a merged record, and the one that it was merged into.</summary>
    public async Task<(Participant Survivor, Participant Duplicate)> LockMergedAsync(
        V1.UnmergeParticipantRequest request)
    {
        await participants.KeepErasuresOutAsync(request.Name.HubId());
        var seen = await participants.GetOwnAsync(request.Name);
        var into = RequireMerged(seen.MergedInto.Length > 0 ? seen : seen.RequireEtag(request.Etag));
        await participants.LockAllAsync(seen, await participants.GetOwnAsync(into));
        var duplicate = await participants.GetOwnAsync(request.Name);
        var survivor = (await participants.GetOwnAsync(RequireMerged(duplicate)))
            .RequireEtag(request.Etag).RequireHere().RequireKnown();
        return survivor.MergedInto.Length == 0
            ? (survivor, duplicate)
            : throw ApiError.WrongState(survivor.Name, survivor.State, [State.Active, State.Left],
                "the record was merged into it, and it has been merged itself since: use UnmergeParticipant on it "
                    + "first");
    }

    static string RequireMerged(Participant participant) => participant.MergedInto.Length > 0
        ? participant.MergedInto
        : throw ApiError.WrongState(participant.Name, participant.State, [State.Merged],
            "it is not merged into another record");
}
