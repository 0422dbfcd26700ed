using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants;

/// <summary>Applies the slice of a sync in one hub: all of it or nothing.</summary>
public sealed class RosterApplier(DbSession db, CallScope call, RosterStore rosters, RosterEffectStore effects,
    HubRosterReader reader, ParticipantStore participants, RosterPeopleStore people, TimeProvider clock)
{
    const int MostShown = 20;

    DateOnly Today => EnglandTime.Today(clock);

    /// <summary>Applies it, or answers what an earlier call has applied.</summary>
    /// <param name="seen">The slice as it was read.</param>
    /// <param name="allowed">The URNs of the schools whose many leavers are right.</param>
    public async Task<RosterSlice> ApplyAsync(RosterSlice seen, IReadOnlySet<string> allowed)
    {
        await participants.KeepErasuresOutAsync(seen.HubId);
        var slice = await rosters.LockAsync(seen.HubId, seen.Id)
            ?? throw ApiError.NotFound(RosterSlice.Type, seen.Name);
        if (slice.State != State.Planned)
        {
            return slice;
        }

        slice.RequireKept(Kept.All, "Plan the feed again.");
        var kept = await effects.OfAsync(slice);
        await participants.LockAllAsync(
            slice.HubId, [.. kept.Select(effect => effect.ParticipantId).OfType<Guid>()]);
        var feed = await RosterFeed.ReadAsync(db, slice.Header with { Schools = slice.Covered }, Records(kept));
        var plan = await RosterHubPlan.OfAsync(reader, slice.HubId, feed, slice.FirstSync);
        var same = RequireSame(slice, kept, plan.Effects);
        RequireFewLeavers(slice, plan.Schools, allowed);
        await RecordAsync(slice, same);
        // Potential matches on which somebody has decided count as what came of them.
        var applied = slice.With(plan.Effects, plan.Schools).Apply(call.Actor, clock.GetUtcNow().UtcDateTime);
        return await rosters.UpdateAsync(slice, applied);
    }

    static List<FeedRecord> Records(IReadOnlyList<RosterEffect> kept) =>
        [.. kept.SelectMany(effect => effect.Records?.Records ?? []).Index()
            .Select(record => new FeedRecord(record.Index + 1, record.Item))];

    /// <summary>Refuses a plan of which something else would come by now. Of a potential match anything may, once it is
    /// decided.</summary>
    static List<(RosterEffect Kept, PlannedEffect Now)> RequireSame(
        RosterSlice slice, IReadOnlyList<RosterEffect> kept, IReadOnlyList<PlannedEffect> now)
    {
        var before = kept.Where(effect => effect.Kind != Kind.Skipped)
            .ToDictionary(effect => PlannedEffect.KeyOf(effect.Effect));
        List<(RosterEffect Kept, PlannedEffect Now)> same = [];
        List<(string, string, string)> changed = [];
        foreach (var effect in now)
        {
            if (before.Remove(effect.Key, out var was)
                && (was.Kind == Kind.PotentialMatch || PlannedEffect.Same(was.Effect, effect.Effect)))
            {
                same.Add((was, effect));
            }
            else
            {
                changed.Add(("EFFECT", slice.Name, effect.Effect.Explanation));
            }
        }

        changed.AddRange(before.Values.Select(effect =>
            ("EFFECT", slice.Name, $"No longer: {effect.Effect.Explanation}")));
        return changed.Count == 0 ? same : throw ApiError.Precondition(ErrorReason.PlanOutdated,
            $"Something else would come of {changed.Count} {Wording.Plural(changed.Count, "person", "people")} by now: "
                + "plan the feed again, and look at what has changed.", changed.Take(MostShown));
    }

    static void RequireFewLeavers(RosterSlice slice,
        IReadOnlyList<V1.RosterSync.Types.CoveredSchool> schools, IReadOnlySet<string> allowed)
    {
        var many = schools.Where(school => school.Guarded && !allowed.Contains(school.School.Id())).ToList();
        if (many.Count > 0)
        {
            throw ApiError.Precondition(ErrorReason.MassLeavers,
                $"{Wording.And(many.Take(MostShown).Select(Sentence))}. If the feed is complete, name "
                    + $"{Wording.Plural(many.Count, "the school", "the schools")} in allow_leavers.",
                many.Take(MostShown).Select(school => ("SCHOOL", school.School, $"{Sentence(school)}.")));
        }

        string Sentence(V1.RosterSync.Types.CoveredSchool school) =>
            $"{school.LeaveCount} of {school.PeopleCount} people of {school.DisplayName} would leave, more than "
                + $"{slice.GuardPercent} %";
    }

    /// <summary>Writes the people, and notes what was done and what the source has given.</summary>
    async Task RecordAsync(RosterSlice slice, List<(RosterEffect Kept, PlannedEffect Now)> same)
    {
        var made = same.Where(one => one.Now.Kind == Kind.Create).ToList();
        var changed = same.Where(one => one.Now.Writes && one.Now.Kind != Kind.Create).ToList();
        // Ids of one millisecond are in no order: later syncs name people in that of their ids, as the feed had them.
        var ids = made.Select(_ => Guid.CreateVersion7()).Order();
        var saved = made.Zip(await people.InsertAsync(
                slice.HubId, [.. made.Zip(ids, (one, id) => one.Now.After! with { Id = id })]))
            .Concat(changed.Zip(await people.UpdateAsync(
                slice.HubId, [.. changed.Select(one => (one.Now.Before!, one.Now.After!))], Today))).ToList();
        foreach (var ((_, now), person) in saved)
        {
            now.Effect.Participant = person.Name;
        }

        // The effects keep what was given before.
        await effects.ApplyAsync(slice, [.. saved.Select(one => (one.First.Kept, one.First.Now, one.Second))]);
        await rosters.GiveAsync(slice.HubId, slice.Source,
        [
            .. saved.Select(one => one.First.Now.Given! with { ParticipantId = one.Second.Id }),
            .. same.Where(one => !one.Now.Writes && one.Now.Given is not null)
                .Select(one => one.Now.Given! with { ParticipantId = one.Now.After!.Id }),
        ]);
    }
}
