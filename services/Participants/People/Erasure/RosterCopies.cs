using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What staff syncs keep of a person: records that wait, what they did, what sources gave, and reviews.
/// </summary>
public sealed class RosterCopies(DbSession db, MatchReviewStore reviews)
{
    /// <summary>Empties it all. Of an effect, the schools and its place in the sync stay; nothing comes of it any
    /// more, and it can't be taken back. An effect on somebody else stays, who may have had the same name.</summary>
    /// <returns>The reviews that are gone.</returns>
    internal async Task<IReadOnlyList<string>> EraseAsync(string hub, Guid[] ids, string pattern)
    {
        await db.ExecuteAsync("""
            UPDATE roster_effect e SET kind = 'SKIPPED', records = NULL, before = NULL, given_before = NULL,
                after_revision = NULL, effect = jsonb_strip_nulls(jsonb_build_object('number', e.number,
                    'hub', e.effect -> 'hub', 'kind', 'KIND_SKIPPED', 'schools', e.effect -> 'schools',
                    'explanation', 'Erased: the person asked for it.'))
            WHERE e.hub_id = @hub AND (e.participant_id = ANY(@ids)
                OR (e.participant_id IS NULL AND e.effect::text ~* @pattern)
                OR EXISTS (
                    SELECT FROM roster_sync s
                    CROSS JOIN LATERAL jsonb_array_elements_text(e.effect -> 'sourceIds') AS v (id)
                    JOIN participant_external_id x ON x.hub_id = s.hub_id AND x.participant_id = ANY(@ids)
                        AND x.source = s.system || '/' || s.source AND x.value = v.id
                    WHERE s.hub_id = e.hub_id AND s.id = e.sync_id));
            DELETE FROM roster_given WHERE hub_id = @hub AND participant_id = ANY(@ids)
            """, new { hub, ids, pattern });
        return await reviews.DeleteOfAsync(hub, ids, pattern);
    }
}
