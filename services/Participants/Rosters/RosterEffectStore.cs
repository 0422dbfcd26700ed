using Dapper;
using Google.Protobuf;
using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants;

/// <summary>What came of the people of syncs. Statements write all of a hub at once.</summary>
public sealed class RosterEffectStore(DbSession db, CallScope call)
{
    const string Columns = "e.hub_id, e.sync_id, e.number, e.kind, e.participant_id, e.effect";

    static readonly string Visible = RosterStore.OfCaller("e");

    static readonly ListShape Shape =
        ListShape.Of(V1.RosterSyncEffect.Descriptor, ["e.hub_id", "e.sync_id", "e.number"]);

    static readonly ListShape ChangeShape = new(["e.hub_id", "e.sync_id", "e.number"]);

    static RosterEffectStore()
    {
        SqlMapper.AddTypeHandler(new MessageColumn<V1.RosterSyncEffect>());
        SqlMapper.AddTypeHandler(new MessageColumn<V1.BatchPlanRosterSyncRequest>());
        SqlMapper.AddTypeHandler(new MessageColumn<V1.Participant>());
    }

    /// <summary>A page of the effects that the caller may see, for a call that reads over its hubs.</summary>
    public Task<Page<RosterEffect>> ListAsync(string sync, ListRequest list) => db.PageAsync<RosterEffect>(
        Shape, list, $"SELECT {Columns} FROM roster_effect e", $"e.sync_id = @id AND {Visible}",
        new { id = sync.Uuid(), hubs = call.Hubs.ToArray() });

    /// <summary>The effects of a slice with what it takes to plan them again, or to take them back.</summary>
    public Task<IReadOnlyList<RosterEffect>> OfAsync(RosterSlice slice) => db.QueryAsync<RosterEffect>($"""
        SELECT {Columns}, e.records, e.before, e.after_revision FROM roster_effect e
        WHERE e.hub_id = @HubId AND e.sync_id = @Id ORDER BY e.number
        """, slice);

    /// <summary>A page of what applied syncs did to a person, under every name that the person has or had.</summary>
    public Task<Page<RosterChange>> ChangesAsync(string hub, Guid[] people, ListRequest list) =>
        db.PageAsync<RosterChange>(ChangeShape, list, $"""
            SELECT {Columns}, s.source, s.system, s.apply_actor, s.apply_time, s.state
            FROM roster_effect e JOIN roster_sync s ON s.hub_id = e.hub_id AND s.id = e.sync_id
            """, "e.hub_id = @hub AND e.participant_id = ANY(@people) AND e.after_revision IS NOT NULL",
            new { hub, people });

    /// <summary>What syncs would do or did to a person, with the records that wait for it.</summary>
    public Task<IReadOnlyList<RosterEffect>> OfPersonAsync(string hub, Guid[] people) =>
        db.QueryAsync<RosterEffect>($"""
            SELECT {Columns}, e.records, e.before FROM roster_effect e
            WHERE e.hub_id = @hub AND e.participant_id = ANY(@people) ORDER BY e.sync_id, e.number
            """, new { hub, people });

    public Task<int> InsertAsync(RosterSlice slice, RosterFeed feed, IReadOnlyList<PlannedEffect> effects) =>
        db.ExecuteAsync("""
            INSERT INTO roster_effect (hub_id, sync_id, number, kind, participant_id, schools, effect, records)
            SELECT @HubId, @Id, v.number, v.kind, v.participant, string_to_array(v.schools, ' '), v.effect::jsonb,
                v.records::jsonb
            FROM unnest(@numbers, @kinds, @participants, @schools, @bodies, @records)
                AS v (number, kind, participant, schools, effect, records)
            """, new
        {
            slice.HubId,
            slice.Id,
            numbers = effects.Select(effect => effect.Effect.Number).ToArray(),
            kinds = effects.Select(effect => Enums.Text(effect.Kind)).ToArray(),
            participants = effects.Select(effect => Reference.ToIdOrNull(effect.Effect.Participant)).ToArray(),
            schools = effects
                .Select(effect => string.Join(' ', effect.Effect.Schools.Select(ResourceName.Id))).ToArray(),
            bodies = effects.Select(effect => Json(effect.Effect)).ToArray(),
            records = effects.Select(effect => Records(slice.HubId, feed, effect)).ToArray(),
        });

    /// <summary>Notes what applying did: the people before, and their revisions after. What it took to plan again is
    /// forgotten.</summary>
    public Task<int> ApplyAsync(
        RosterSlice slice, IReadOnlyList<(RosterEffect Effect, PlannedEffect Done, Participant Saved)> done) =>
        db.ExecuteAsync("""
            UPDATE roster_effect e SET kind = v.kind, participant_id = v.participant, effect = v.effect::jsonb,
                before = v.before::jsonb, after_revision = v.revision,
                given_before = (SELECT jsonb_build_object(
                        'fields', g.fields, 'posts', g.posts, 'left', g.left_by_source)
                    FROM roster_given g
                    WHERE g.hub_id = @HubId AND g.source = @Source AND g.participant_id = v.participant)
            FROM unnest(@numbers, @kinds, @participants, @bodies, @befores, @revisions)
                AS v (number, kind, participant, effect, before, revision)
            WHERE e.hub_id = @HubId AND e.sync_id = @Id AND e.number = v.number;
            UPDATE roster_effect SET records = NULL
            WHERE hub_id = @HubId AND sync_id = @Id AND records IS NOT NULL;
            """, new
        {
            slice.HubId,
            slice.Id,
            slice.Source,
            numbers = done.Select(one => one.Effect.Number).ToArray(),
            kinds = done.Select(one => Enums.Text(one.Done.Kind)).ToArray(),
            participants = done.Select(one => one.Saved.Id).ToArray(),
            bodies = done.Select(one => Json(one.Done.Effect)).ToArray(),
            befores = done
                .Select(one => one.Done.Kind == Kind.Create ? null : Json(one.Done.Before!.ToProto())).ToArray(),
            revisions = done.Select(one => one.Saved.Revision).ToArray(),
        });

    /// <summary>Deletes the effects that a slice says are not kept any more, by a function of the owner: the
    /// service's own role deletes none.</summary>
    public Task<int> DeleteOldAsync(RosterSlice slice) =>
        db.FindAsync<int>("SELECT delete_old_roster_effects(@HubId, @Id)", slice);

    /// <summary>The records of an effect without their posts in other hubs; null for those of whom nothing is
    /// kept.</summary>
    static string? Records(string hub, RosterFeed feed, PlannedEffect effect)
    {
        if (effect.Person is null || effect.Kind == Kind.Skipped)
        {
            return null;
        }

        var records = new V1.BatchPlanRosterSyncRequest();
        foreach (var record in effect.Person.Records.Select(record => record.Record.Clone()))
        {
            List<V1.StaffRecord.Types.Post> posts = [.. record.Posts.Where(post => post.SchoolNumber.Length == 0
                || feed.Schools.Find(post.SchoolNumber).School is not { } school || school.Hubs.Contains(hub))];
            record.Posts.Clear();
            record.Posts.AddRange(posts);
            records.Records.Add(record);
        }

        return Json(records);
    }

    static string Json(IMessage message) => JsonFormatter.Default.Format(message);
}
