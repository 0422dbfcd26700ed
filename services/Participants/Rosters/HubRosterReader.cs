using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads what a hub has on record that a feed is about, in a fixed number of queries.</summary>
public sealed class HubRosterReader(
    DbSession db, ParticipantStore participants, RosterStore rosters, MatchReviewStore reviews)
{
    /// <summary>Reads it, in the hub in which the session is.</summary>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="people">The people of the feed that may be of the hub.</param>
    /// <param name="firstSync">Whether the source had put nobody on record; found out when null.</param>
    public async Task<HubRoster> ReadAsync(
        string hub, RosterFeed feed, IReadOnlyList<FeedPerson> people, bool? firstSync = null)
    {
        var header = feed.Header;
        var departments = await DepartmentsAsync(hub, feed);
        await RosterStaging.CopyAsync(db, people);
        var hits = await RosterStaging.HitsAsync(db, hub, header.IdSource);
        var decided = await reviews.OfSourceAsync(hub, header);
        var near = await NearAsync(hub, departments, hits, decided);
        var names = await RosterStaging.NamesAsync(db, hub, near);
        var erased = await RosterStaging.ErasedAsync(db, hub, header.IdSource);
        var given = await rosters.GivenAsync(hub, header.Source, near);
        var known = await participants.OfAsync(hub, near);
        return new()
        {
            Hub = hub,
            FirstSync = firstSync ?? !await rosters.HasGivenAsync(hub, header.Source),
            Departments = departments,
            People = known.ToDictionary(person => person.Id),
            Given = given.ToDictionary(one => one.ParticipantId),
            Hits = hits.Concat(names).ToLookup(hit => hit.Person),
            Erased = erased.ToDictionary(hit => hit.Person, hit => hit.Certain),
            Reviews = decided.ToDictionary(review => review.SourceId),
            PartlyHidden = await PartlyHiddenAsync(hub, known),
            HiddenTrns = await HiddenTrnsAsync(hub, people),
        };
    }

    async Task<IReadOnlyList<Department>> DepartmentsAsync(string hub, RosterFeed feed)
    {
        string[] urns = [.. feed.Schools.OfSource.Concat(feed.Covered).SelectMany(school => school.Line).Distinct()];
        return await db.QueryAsync<Department>($"""
            SELECT {DepartmentStore.Columns} FROM department
            WHERE hub_id = @hub AND state = 'ACTIVE' AND school = ANY(@urns) ORDER BY id
            """, new { hub, urns });
    }

    /// <summary>Those in the departments, those whom the feed hits, and those whom reviews name.</summary>
    async Task<Guid[]> NearAsync(string hub, IReadOnlyList<Department> departments, IReadOnlyList<RosterHit> hits,
        IReadOnlyList<MatchReview> decided)
    {
        var there = await db.QueryAsync<Guid>("""
            SELECT DISTINCT participant_id FROM participant_post WHERE hub_id = @hub AND department_id = ANY(@ids)
            """, new { hub, ids = departments.Select(department => department.Id).ToArray() });
        return
        [
            .. there.Concat(hits.Select(hit => hit.Id))
                .Concat(decided.Select(review => review.ParticipantId).OfType<Guid>()).Distinct(),
        ];
    }

    async Task<IReadOnlySet<Guid>> PartlyHiddenAsync(string hub, IReadOnlyList<Participant> known) => db.IsBound
        ? (await db.QueryAsync<Guid>("""
            SELECT id FROM unnest(@ids, @seen) AS p (id, seen) WHERE has_more_posts(@hub, id, seen)
            """, new
        {
            hub,
            ids = known.Select(person => person.Id).ToArray(),
            seen = known.Select(person => person.Posts.Count).ToArray(),
        })).ToHashSet()
        : new HashSet<Guid>();

    async Task<IReadOnlySet<string>> HiddenTrnsAsync(string hub, IReadOnlyList<FeedPerson> people) => db.IsBound
        ? (await db.QueryAsync<UsedTrn>("SELECT unnest(trns_in_use(@hub, @trns)) AS trn", new
        {
            hub,
            trns = people.Select(person => person.Trn).Where(trn => trn.Length > 0).ToArray(),
        })).Select(used => used.Trn).ToHashSet()
        : new HashSet<string>();

    sealed record UsedTrn
    {
        public required string Trn { get; init; }
    }
}
