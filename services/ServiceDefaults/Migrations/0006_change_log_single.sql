-- Most transactions change one resource, whose personal values, if any, are found by its own name. For these the
-- function does without sets of rows, whose set-up costs more than the rows; what it writes is the same. The counter is
-- written once.
CREATE OR REPLACE FUNCTION append_changes(hub text, actor text, scope text, request text, trace text, resources text[],
    types text[], kinds text[], paths text[], befores jsonb[], afters jsonb[], personals jsonb[])
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    given       int := cardinality(resources);
    secret      bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    number      bigint;
    previous    bytea;
    link        bytea;
    sole        text := resources[1];
    given_parts jsonb := personals[1];
    part_salt   bytea;
    part_hashes jsonb;
    path_list   text[];
BEGIN
    IF coalesce(hub, '') IN ('', '*') OR hub IS DISTINCT FROM current_setting('mastery.hub', true) THEN
        PERFORM require_hub(hub);
    END IF;
    SELECT r.revision + 1, r.hash INTO number, previous FROM revision r WHERE r.hub_id = hub FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        INSERT INTO revision (hub_id, revision) VALUES (hub, 0) ON CONFLICT (hub_id) DO NOTHING;
        SELECT r.revision + 1, r.hash INTO number, previous FROM revision r WHERE r.hub_id = hub FOR NO KEY UPDATE;
    END IF;

    IF given = 1 AND (given_parts IS NULL OR given_parts - sole = '{}')
        AND to_regclass('pg_temp.pending_change') IS NULL
    THEN
        IF given_parts ? sole THEN
            part_salt := change_salt(secret, 1, sole);
            part_hashes := jsonb_build_object(sole, change_personal_hash(part_salt, given_parts -> sole));
            INSERT INTO change_personal (hub_id, revision, ordinal, subject, salt, value)
            VALUES (hub, number, 1, sole, part_salt, given_parts -> sole);
        END IF;
        path_list := coalesce(string_to_array(nullif(paths[1], ''), ','), '{}');
        link := change_hash(hub, number, 1, sole, types[1], kinds[1], actor, scope, path_list, befores[1], afters[1],
            part_hashes, request, trace, now(), previous);
        INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before,
                            after, personal, request_id, trace_id, change_time, previous_hash, hash)
        VALUES (hub, number, 1, sole, types[1], kinds[1], actor, scope, path_list, befores[1], afters[1],
                part_hashes, request, trace, now(), previous, link);
        link := sha256(link);
    ELSE
        WITH added AS (
            INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before,
                                after, personal, request_id, trace_id, change_time, previous_hash, hash)
            SELECT hub, number, c.ordinal, c.resource, c.type, c.kind, actor, scope, c.paths, c.before, c.after,
                   c.sealed, request, trace, now(), c.linked,
                   change_hash(hub, number, c.ordinal, c.resource, c.type, c.kind, actor, scope, c.paths, c.before,
                       c.after, c.sealed, request, trace, now(), c.linked)
            FROM (SELECT s.*, CASE WHEN s.ordinal = 1 THEN previous END AS linked,
                         CASE WHEN s.parts IS NOT NULL THEN (
                             SELECT jsonb_object_agg(key, change_personal_hash(change_salt(secret, s.ordinal, key),
                                 value))
                             FROM jsonb_each(s.parts)) END AS sealed
                  FROM (SELECT place::int AS ordinal, resource, type, kind,
                               coalesce(string_to_array(nullif(joined, ''), ','), '{}') AS paths, before, after, parts
                        FROM unnest(resources, types, kinds, paths, befores, afters, personals)
                             WITH ORDINALITY AS a (resource, type, kind, joined, before, after, parts, place)
                        UNION ALL
                        SELECT given + p.ordinal, p.resource, p.resource_type, p.kind, p.paths, p.before, p.after,
                               p.personal
                        FROM pending_changes(personal_only => false) AS p) AS s
                  OFFSET 0) AS c
            RETURNING ordinal, hash)
        SELECT sha256(string_agg(added.hash, '' ORDER BY ordinal)) INTO link FROM added;
        IF link IS NULL THEN
            RAISE EXCEPTION 'there is no change to append' USING ERRCODE = 'no_data_found';
        END IF;

        INSERT INTO change_personal (hub_id, revision, ordinal, subject, salt, value)
        SELECT hub, number, s.ordinal, p.key, change_salt(secret, s.ordinal, p.key), p.value
        FROM (SELECT place::int AS ordinal, a.parts FROM unnest(personals) WITH ORDINALITY AS a (parts, place)
              WHERE a.parts IS NOT NULL
              UNION ALL
              SELECT given + p.ordinal, p.personal FROM pending_changes(personal_only => true) AS p) AS s
        CROSS JOIN LATERAL jsonb_each(s.parts) AS p;
    END IF;

    UPDATE revision SET revision = number, hash = link WHERE hub_id = hub;
    RETURN number;
END
$$;
