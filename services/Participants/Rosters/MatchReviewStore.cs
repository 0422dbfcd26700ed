using Dapper;
using Google.Protobuf;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.MatchReview.Types.State;

namespace Mastery.Participants;

/// <summary>The reviews of potential matches. One for each id of a source: what was decided is kept there.</summary>
public sealed class MatchReviewStore(DbSession db)
{
    const string Columns = """
        r.hub_id, r.id, r.source, r.system, r.source_id, r.display_name, r.email, r.school, r.candidates,
        r.roster_sync_id, r.state, r.participant_id, r.resolve_actor, r.resolve_time, r.revision, r.create_time,
        r.update_time, coalesce((SELECT s.display_name FROM school s WHERE s.urn = r.school), '') AS school_name
        """;

    /// <summary>Asks several questions, new ones and those of an earlier plan at the revision at which they were
    /// read.</summary>
    const string Ask = $"""
        INSERT INTO match_review AS r (hub_id, id, source, system, source_id, display_name, email, school, candidates,
            roster_sync_id, state, resolve_actor, revision)
        SELECT @HubId, v.id, @Source, @System, v.source_id, v.name, v.email, v.school, v.candidates::jsonb, @Id,
            'WAITING', '', v.revision
        FROM unnest(@ids, @revisions, @sourceIds, @names, @emails, @schools, @candidates)
            AS v (id, revision, source_id, name, email, school, candidates)
        ON CONFLICT (hub_id, source, system, source_id) DO UPDATE SET display_name = excluded.display_name,
            email = excluded.email, school = excluded.school, candidates = excluded.candidates,
            roster_sync_id = excluded.roster_sync_id, state = 'WAITING', participant_id = NULL, resolve_actor = '',
            resolve_time = NULL, revision = r.revision + 1, update_time = now()
            WHERE r.revision = excluded.revision
        RETURNING {Columns}
        """;

    static readonly ListShape Shape = ListShape.Of(V1.MatchReview.Descriptor, ["r.hub_id", "r.id"], new()
    {
        ["school"] = "r.school",
    });

    static MatchReviewStore() => SqlMapper.AddTypeHandler(new MessageColumn<V1.MatchReview>());

    public async Task<MatchReview> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<MatchReview>(
            $"SELECT {Columns} FROM match_review r WHERE r.hub_id = @hub AND r.id = @id", Key(name))
            ?? throw ApiError.NotFound(MatchReview.Type, name)).RequireEtag(etag);

    public async Task<MatchReview> LockAsync(string name, string etag)
    {
        await db.LockAsync<int>(
            "SELECT 1 FROM match_review WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", Key(name));
        return await GetAsync(name, etag);
    }

    public Task<Page<MatchReview>> ListAsync(string parent, ListRequest list) => db.PageAsync<MatchReview>(
        Shape, list, $"SELECT {Columns} FROM match_review r", parent.HubId() == "-" ? "" : "r.hub_id = @hub",
        new { hub = parent.HubId() });

    /// <summary>Those of a source and its system.</summary>
    public Task<IReadOnlyList<MatchReview>> OfSourceAsync(string hub, RosterHeader header) =>
        db.QueryAsync<MatchReview>($"""
            SELECT {Columns} FROM match_review r WHERE hub_id = @hub AND source = @Source AND system = @System
            """, new { hub, header.Source, header.System });

    /// <summary>Asks what a plan asks, and no more what nobody has to decide by now.</summary>
    /// <returns>The names of the reviews, by the id in the source.</returns>
    public async Task<Dictionary<string, string>> AskAsync(
        RosterSlice slice, IReadOnlyList<PlannedEffect> effects, IReadOnlyDictionary<string, MatchReview> known)
    {
        List<(MatchReview? Before, MatchReview After)> asked = [.. effects
            .Where(effect => effect.Candidates.Count > 0).Select(effect => MatchReview.New(slice, effect))
            .Select(question => known.GetValueOrDefault(question.SourceId) is { } before
                ? (before, before.Ask(question)) : ((MatchReview?)null, question))];
        var names = (await db.WriteManyAsync(asked, Ask, Parameters(slice, [.. asked.Select(one => one.After)])))
            .ToDictionary(review => review.SourceId, review => review.Name);
        var answered = effects.SelectMany(effect => effect.Effect.SourceIds).ToHashSet();
        foreach (var review in known.Values.Where(review => review.State == State.Waiting
            && answered.Contains(review.SourceId) && !names.ContainsKey(review.SourceId)))
        {
            await DeleteAsync(review);
        }

        return names;
    }

    /// <summary>Deletes those that name somebody, as the one who was found or as a candidate, or have their name: the
    /// next sync asks again where there is still something to ask.</summary>
    /// <returns>The names of the reviews.</returns>
    public async Task<IReadOnlyList<string>> DeleteOfAsync(string hub, Guid[] people, string pattern)
    {
        var found = await db.LockAllAsync<MatchReview>($"""
            SELECT {Columns} FROM match_review r
            WHERE r.hub_id = @hub AND (r.participant_id = ANY(@people) OR r.candidates::text ~ @named
                OR r.display_name ~* @pattern OR r.email ~* @pattern)
            ORDER BY r.id FOR NO KEY UPDATE OF r
            """, new { hub, people, pattern, named = string.Join('|', people) });
        foreach (var review in found)
        {
            await DeleteAsync(review);
        }

        return [.. found.Select(review => review.Name)];
    }

    Task DeleteAsync(MatchReview review) => db.DeleteAsync(review,
        "DELETE FROM match_review WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");

    public Task<MatchReview> UpdateAsync(MatchReview before, MatchReview after) => db.UpdateAsync(before, after, $"""
        UPDATE match_review r SET display_name = @DisplayName, email = @Email, school = @School,
            candidates = @Candidates, roster_sync_id = @RosterSyncId, state = @State, participant_id = @ParticipantId,
            resolve_actor = @ResolveActor, resolve_time = @ResolveTime, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);

    static object Parameters(RosterSlice slice, List<MatchReview> reviews) => new
    {
        slice.HubId,
        slice.Source,
        slice.System,
        slice.Id,
        ids = reviews.ConvertAll(review => review.Id),
        // One that is new begins with the first.
        revisions = reviews.ConvertAll(review => Math.Max(review.Revision, 1)),
        sourceIds = reviews.ConvertAll(review => review.SourceId),
        names = reviews.ConvertAll(review => review.DisplayName),
        emails = reviews.ConvertAll(review => review.Email),
        schools = reviews.ConvertAll(review => review.School),
        candidates = reviews.ConvertAll(review => JsonFormatter.Default.Format(review.Candidates)),
    };

    static object Key(string name) => new { hub = name.HubId(), id = name.Uuid() };
}
