using System.Security.Cryptography;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What staff lists would bring erased people back by, as salted hashes: that is what has to be remembered of
/// somebody who does not want to be.</summary>
public sealed class ErasedKeys(DbSession db)
{
    const int SaltBytes = 32;

    /// <summary>The keys of people <c>@ids</c>: the kind of key, a line break, and what it is made of.</summary>
    static readonly string KeysOf = $"""
        WITH own AS (
            SELECT p.* FROM participant p WHERE p.hub_id = @hub AND p.id = ANY(@ids)),
        called AS (
            SELECT o.id, {RosterStaging.Bare("g.name || ' ' || f.name")} AS name
            FROM own o
            CROSS JOIN LATERAL (VALUES (o.given_name), (nullif(o.preferred_given_name, ''))) AS g (name)
            CROSS JOIN LATERAL (VALUES (o.family_name), (nullif(o.preferred_family_name, ''))) AS f (name)
            UNION
            SELECT o.id, {RosterStaging.Bare("""
                coalesce(nullif(n.value ->> 'givenName', ''), o.given_name) || ' '
                    || coalesce(nullif(n.value ->> 'familyName', ''), o.family_name)
                """)}
            FROM own o CROSS JOIN LATERAL jsonb_array_elements(o.previous_names) AS n)
        SELECT 'ID' || E'\n' || x.source || E'\n' || x.value AS key
        FROM participant_external_id x WHERE x.hub_id = @hub AND x.participant_id = ANY(@ids)
        UNION
        SELECT 'ID' || E'\n' || r.system || '/' || r.source || E'\n' || r.source_id
        FROM match_review r WHERE r.hub_id = @hub AND r.participant_id = ANY(@ids)
        UNION
        SELECT 'TRN' || E'\n' || o.trn FROM own o WHERE o.trn IS NOT NULL
        UNION
        SELECT 'NAME' || E'\n' || c.name || E'\n' || d.school
        FROM called c JOIN participant_post w ON w.hub_id = @hub AND w.participant_id = ANY(@ids)
        JOIN department d ON d.hub_id = w.hub_id AND d.id = w.department_id
        WHERE c.name <> ''
        UNION
        SELECT 'NAME' || E'\n' || c.name || E'\n' || lower(o.email)
        FROM called c JOIN own o ON o.email <> '' WHERE c.name <> ''
        """;

    /// <summary>Keeps those of a person, before the records are emptied.</summary>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="person">The record that stands for the person.</param>
    /// <param name="ids">The ids of all their records.</param>
    public Task KeepAsync(string hub, Guid person, Guid[] ids) => db.ExecuteAsync($"""
        INSERT INTO erased_key (hub_id, participant_id, salt, hash)
        SELECT @hub, @person, s.salt, sha256(s.salt || convert_to(k.key, 'UTF8'))
        FROM ({KeysOf}) AS k
        CROSS JOIN (SELECT coalesce((SELECT e.salt FROM erased_key e WHERE e.hub_id = @hub LIMIT 1), @fresh) AS salt)
            AS s
        ON CONFLICT DO NOTHING
        """, new { hub, person, ids, fresh = RandomNumberGenerator.GetBytes(SaltBytes) });
}
