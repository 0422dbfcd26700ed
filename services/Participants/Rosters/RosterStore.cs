using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Syncs, hub by hub, and what sources have put on record.</summary>
public sealed class RosterStore(DbSession db, CallScope call)
{
    const string Columns = """
        s.hub_id, s.id, s.source, s.system, s.mode, s.effective_date, s.subject, s.guard_percent, s.first_sync,
        s.covered, s.state, s.slice, s.outside_count, s.rejections, s.rejected_count, s.apply_actor, s.apply_time,
        s.kept_effects, s.revision, s.create_time, s.update_time,
        (SELECT h.display_name FROM hub h WHERE h.id = s.hub_id) AS hub_display_name
        """;

    static readonly string Visible = OfCaller("s");

    static readonly ListShape Shape = ListShape.Of(V1.RosterSync.Descriptor, ["s.hub_id", "s.id"]);

    static RosterStore()
    {
        SqlMapper.AddTypeHandler(new MessageColumn<V1.RosterSync>());
        SqlMapper.AddTypeHandler(new MessageColumn<V1.RosterSync.Types.Slice>());
        SqlMapper.AddTypeHandler(new JsonColumn<GivenField>());
        SqlMapper.AddTypeHandler(new JsonColumn<GivenPost>());
    }

    string[] Hubs => [.. call.Hubs];

    /// <summary>The condition of a call over several hubs that a row is of one of its token's, where <c>*</c> stands
    /// for every hub.</summary>
    /// <param name="alias">The table.</param>
    internal static string OfCaller(string alias) => $"('*' = ANY(@hubs) OR {alias}.hub_id = ANY(@hubs))";

    /// <summary>The slices of a sync that the caller may see, for a call that reads over its hubs.</summary>
    public async Task<IReadOnlyList<RosterSlice>> GetAsync(string name)
    {
        var slices = await db.QueryAsync<RosterSlice>(
            $"SELECT {Columns} FROM roster_sync s WHERE s.id = @id AND {Visible} ORDER BY s.hub_id",
            new { id = name.Uuid(), hubs = Hubs });
        return slices.Count > 0 ? slices : throw ApiError.NotFound(RosterSlice.Type, name);
    }

    /// <summary>A page of syncs: of each, the slices that the caller may see.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<RosterSlice>> Syncs, string NextPageToken)> ListAsync(
        ListRequest list)
    {
        var page = await db.PageAsync<RosterSlice>(Shape, list, $"SELECT {Columns} FROM roster_sync s", $"""
            {Visible} AND NOT EXISTS (SELECT FROM roster_sync o WHERE o.id = s.id AND o.hub_id < s.hub_id
                AND {OfCaller("o")})
            """, new { hubs = Hubs });
        var all = (await db.QueryAsync<RosterSlice>(
            $"SELECT {Columns} FROM roster_sync s WHERE s.id = ANY(@ids) AND {Visible} ORDER BY s.hub_id",
            new { ids = page.Rows.Select(row => row.Id).ToArray(), hubs = Hubs })).ToLookup(slice => slice.Id);
        return ([.. page.Rows.Select(row => (IReadOnlyList<RosterSlice>)[.. all[row.Id]])], page.NextPageToken);
    }

    /// <summary>Locks and reads the slice of a hub. Applies of one hub wait for each other.</summary>
    public async Task<RosterSlice?> LockAsync(string hub, Guid id)
    {
        await db.LockAsync<long>(
            "SELECT count(pg_advisory_xact_lock(hashtextextended('roster ' || @hub, 0)))", new { hub });
        await db.LockAsync<int>(
            "SELECT 1 FROM roster_sync WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", new { hub, id });
        return await db.FindAsync<RosterSlice>(
            $"SELECT {Columns} FROM roster_sync s WHERE s.hub_id = @hub AND s.id = @id", new { hub, id });
    }

    public Task<RosterSlice> InsertAsync(RosterSlice slice) => db.InsertAsync(slice, $"""
        INSERT INTO roster_sync AS s (hub_id, id, source, system, mode, effective_date, subject, guard_percent,
            first_sync, covered, state, slice, outside_count, rejections, rejected_count, apply_actor)
        VALUES (@HubId, @Id, @Source, @System, @Mode, @EffectiveDate, @Subject, @GuardPercent, @FirstSync, @Covered,
            @State, @Slice, @OutsideCount, @Rejections, @RejectedCount, @ApplyActor)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    public Task<RosterSlice> UpdateAsync(RosterSlice before, RosterSlice after) => db.UpdateAsync(before, after, $"""
        UPDATE roster_sync s SET state = @State, slice = @Slice, apply_actor = @ApplyActor, apply_time = @ApplyTime,
            kept_effects = @KeptEffects, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);

    /// <summary>A sync of the same source that was applied in the hub later; null for none.</summary>
    public Task<RosterSlice?> LaterAsync(RosterSlice slice) => db.FindAsync<RosterSlice>($"""
        SELECT {Columns} FROM roster_sync s
        WHERE s.hub_id = @HubId AND s.source = @Source AND s.state = 'APPLIED' AND s.apply_time > @ApplyTime
        ORDER BY s.apply_time DESC LIMIT 1
        """, slice);

    /// <summary>Notes of the people of a sync what their source had put into their records before it. Whom the sync has
    /// made, the source has said to have left.</summary>
    public Task TakeBackAsync(RosterSlice slice) => db.ExecuteAsync("""
        UPDATE roster_given g SET left_by_source = true FROM roster_effect e
        WHERE g.hub_id = @HubId AND g.source = @Source AND e.hub_id = @HubId AND e.sync_id = @Id
            AND e.participant_id = g.participant_id AND e.kind = 'CREATE' AND e.after_revision IS NOT NULL;
        UPDATE roster_given g SET fields = e.given_before -> 'fields', posts = e.given_before -> 'posts',
            left_by_source = (e.given_before ->> 'left')::boolean
        FROM roster_effect e
        WHERE g.hub_id = @HubId AND g.source = @Source AND e.hub_id = @HubId AND e.sync_id = @Id
            AND e.participant_id = g.participant_id AND e.given_before IS NOT NULL;
        DELETE FROM roster_given g USING roster_effect e
        WHERE g.hub_id = @HubId AND g.source = @Source AND e.hub_id = @HubId AND e.sync_id = @Id
            AND e.participant_id = g.participant_id AND e.kind <> 'CREATE' AND e.given_before IS NULL
            AND e.after_revision IS NOT NULL
        """, new { slice.HubId, slice.Id, slice.Source });

    public async Task<bool> HasGivenAsync(string hub, string source) => await db.FindAsync<int>(
        "SELECT 1 FROM roster_given WHERE hub_id = @hub AND source = @source LIMIT 1", new { hub, source }) == 1;

    /// <summary>What a source has put into the records of some people.</summary>
    public Task<IReadOnlyList<Given>> GivenAsync(string hub, string source, Guid[] people) => db.QueryAsync<Given>("""
        SELECT participant_id, fields, posts, left_by_source FROM roster_given
        WHERE hub_id = @hub AND source = @source AND participant_id = ANY(@people)
        """, new { hub, source, people });

    /// <summary>Notes what a source has put into records.</summary>
    public Task GiveAsync(string hub, string source, IReadOnlyList<Given> given) => db.ExecuteAsync("""
        INSERT INTO roster_given AS g (hub_id, source, participant_id, fields, posts, left_by_source)
        SELECT @hub, @source, v.id, v.fields::jsonb, v.posts::jsonb, v.gone
        FROM unnest(@ids, @fields, @posts, @gone) AS v (id, fields, posts, gone)
        ON CONFLICT (hub_id, source, participant_id) DO UPDATE
        SET fields = excluded.fields, posts = excluded.posts, left_by_source = excluded.left_by_source
        """, new
    {
        hub,
        source,
        ids = given.Select(one => one.ParticipantId).ToArray(),
        fields = given.Select(one => JsonColumn<GivenField>.Text(one.Fields)).ToArray(),
        posts = given.Select(one => JsonColumn<GivenPost>.Text(one.Posts)).ToArray(),
        gone = given.Select(one => one.LeftBySource).ToArray(),
    });
}
