using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants;

/// <summary>Takes the last sync of a source back in one hub: all of it or nothing.</summary>
public sealed class RosterReverter(RosterStore rosters, RosterEffectStore effects,
    ParticipantStore participants, RosterPeopleStore writer, PersonReferences references, TimeProvider clock)
{
    const int MostShown = 20;

    DateOnly Today => EnglandTime.Today(clock);

    /// <summary>Reverts it, or answers what an earlier call has reverted.</summary>
    public async Task<RosterSlice> RevertAsync(RosterSlice seen)
    {
        await participants.KeepErasuresOutAsync(seen.HubId);
        var slice = await rosters.LockAsync(seen.HubId, seen.Id)
            ?? throw ApiError.NotFound(RosterSlice.Type, seen.Name);
        if (slice.State == State.Reverted)
        {
            return slice;
        }

        await RequireLastAsync(slice.RequireApplied().RequireKept(Kept.Changes, "Change people by hand."));
        var done = (await effects.OfAsync(slice)).Where(effect => effect.AfterRevision is not null).ToList();
        Guid[] ids = [.. done.Select(effect => effect.ParticipantId!.Value)];
        await participants.LockAllAsync(slice.HubId, ids);
        var people = (await participants.OfAsync(slice.HubId, ids)).ToDictionary(person => person.Id);
        await RequireUntouchedAsync(slice, done, people);
        await writer.UpdateAsync(slice.HubId,
        [
            .. done.Select(effect => (Effect: effect, Person: people[effect.ParticipantId!.Value]))
                .Select(one => (one.Person, Before(one.Effect, one.Person))),
        ], Today);
        await rosters.TakeBackAsync(slice);
        return await rosters.UpdateAsync(slice, slice with { State = State.Reverted });
    }

    /// <summary>The person as they were; one whom the sync has made leaves.</summary>
    Participant Before(RosterEffect effect, Participant current) => effect.Before is { } before
        ? (current with { State = before.State, LeftDate = IsoDate.ParseOrNull(before.LeftDate) }).Edit(before)
        : current.Archive(Today);

    async Task RequireLastAsync(RosterSlice slice)
    {
        if (await rosters.LaterAsync(slice) is { } later)
        {
            throw ApiError.Precondition(ErrorReason.WrongState, "LATER_SYNC", later.Name,
                "A later sync of the same source is applied: only the last one can be reverted.",
                new Dictionary<string, string> { ["state"] = "FOLLOWED", ["allowed_states"] = "LAST" });
        }
    }

    /// <summary>Refuses when somebody whom the sync touched was changed since, or somebody whom it made is named by
    /// something.</summary>
    async Task RequireUntouchedAsync(
        RosterSlice slice, List<RosterEffect> done, Dictionary<Guid, Participant> people)
    {
        var made = done.Where(effect => effect.Kind == Kind.Create).Select(effect => effect.ParticipantId!.Value);
        var named = await references.NamedAsync(slice.HubId, [.. made]);
        List<(string Name, string Why)> touched = [];
        foreach (var effect in done)
        {
            var person = people.GetValueOrDefault(effect.ParticipantId!.Value);
            if (person is null || person.Revision != effect.AfterRevision)
            {
                touched.Add((effect.Effect.DisplayName, "was changed since"));
            }
            else if (named.Contains(person.Id))
            {
                touched.Add((effect.Effect.DisplayName, "has a part in the programme by now"));
            }
        }

        if (touched.Count > 0)
        {
            var shown = touched.Take(MostShown).Select(one => $"{one.Name} {one.Why}.").ToList();
            throw ApiError.Precondition(ErrorReason.PlanOutdated,
                $"The sync cannot be taken back: {string.Join(' ', shown)} Change these people by hand.",
                shown.Select(sentence => ("EFFECT", slice.Name, sentence)));
        }
    }
}
