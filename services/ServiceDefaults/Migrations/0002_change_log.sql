-- The final format of the change log. It is written by one function of the schema's owner, its rows are chained by a
-- hash, and personal values stand apart from them, so that they can be erased while the chain still verifies.

-- The hash of the scope's last revision: of all its rows' hashes, in their order.
ALTER TABLE revision ADD COLUMN hash bytea NOT NULL DEFAULT '';

ALTER TABLE change
    -- The salted hash of each personal part, by the name of the resource that the part is found by.
    ADD COLUMN personal jsonb,
    -- The hash of the revision before, in the first row of each revision. This is what chains the log.
    ADD COLUMN previous_hash bytea,
    -- The hash of everything else in the row.
    ADD COLUMN hash bytea;

-- The personal values of a change: {"before": {…}, "after": {…}} with nothing but them, in the shape of the resource.
-- The subject is the person whom they describe, else the resource that they are part of. Both salt and values are NULL
-- once they are erased: what is left is a hash that nobody can compute again from a guessed value.
CREATE TABLE change_personal (
    hub_id   text   NOT NULL,
    revision bigint NOT NULL,
    ordinal  int    NOT NULL,
    subject  text   NOT NULL,
    salt     bytea,
    value    jsonb,
    CONSTRAINT change_personal_pk PRIMARY KEY (hub_id, revision, ordinal, subject),
    CONSTRAINT change_personal_salted CHECK ((salt IS NULL) = (value IS NULL))
);

-- Serves the erasure of a subject.
CREATE INDEX change_personal_subject ON change_personal (hub_id, subject) WHERE value IS NOT NULL;

-- What was erased, so that it can be erased again after a restore. It names the subject and holds no value.
CREATE TABLE erasure (
    hub_id       text        NOT NULL,
    subject      text        NOT NULL,
    revision     bigint      NOT NULL,
    actor        text        NOT NULL,
    reason       text        NOT NULL,
    erasure_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT erasure_pk PRIMARY KEY (hub_id, subject, revision)
);

ALTER TABLE change_personal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON change_personal
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY tenant ON erasure
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));

CREATE POLICY national_read ON change_personal FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY national_read ON erasure FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- The hash of a row: of all its columns, written in a form that no setting of a session changes. None of the parts can
-- hold a line break, which JSON text escapes, so no two rows have the same text.
CREATE FUNCTION change_hash(hub_id text, revision bigint, ordinal int, resource text, resource_type text, kind text,
    actor text, scope text, paths text[], before jsonb, after jsonb, personal jsonb, request_id text, trace_id text,
    change_time timestamptz, previous_hash bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(
        jsonb_build_array(hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, request_id,
            trace_id, extract(epoch FROM change_time), encode(previous_hash, 'hex'))::text
        || E'\n' || coalesce(before::text, '') || E'\n' || coalesce(after::text, '')
        || E'\n' || coalesce(personal::text, ''), 'UTF8'))
$$;

-- The salt of one personal part, from a secret that the function below forgets.
CREATE FUNCTION change_salt(secret bytea, ordinal int, subject text)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(secret || convert_to(ordinal || ' ' || subject, 'UTF8'))
$$;

-- The salted hash of one personal part.
CREATE FUNCTION change_personal_hash(salt bytea, value jsonb)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(salt || convert_to(value::text, 'UTF8')), 'hex')
$$;

-- The rows that are there already: before and after become personal as a whole, found by their resource, since SQL can't
-- know the fields that the contract marks. They read as before, and erasing a person empties all that was logged of them.
ALTER TABLE revision NO FORCE ROW LEVEL SECURITY;
ALTER TABLE change NO FORCE ROW LEVEL SECURITY;
ALTER TABLE change_personal NO FORCE ROW LEVEL SECURITY;

INSERT INTO change_personal (hub_id, revision, ordinal, subject, salt, value)
SELECT hub_id, revision, ordinal, resource, uuid_send(gen_random_uuid()),
       CASE WHEN before IS NULL THEN '{}' ELSE jsonb_build_object('before', before) END
           || CASE WHEN after IS NULL THEN '{}' ELSE jsonb_build_object('after', after) END
FROM change;

UPDATE change c
SET before = CASE WHEN c.before IS NOT NULL THEN '{}'::jsonb END,
    after = CASE WHEN c.after IS NOT NULL THEN '{}'::jsonb END,
    personal = jsonb_build_object(p.subject, change_personal_hash(p.salt, p.value))
FROM change_personal p
WHERE (p.hub_id, p.revision, p.ordinal) = (c.hub_id, c.revision, c.ordinal);

-- One revision depends on the one before, so they are taken in their order.
DO $$
DECLARE
    r    record;
    link bytea;
BEGIN
    FOR r IN SELECT hub_id, revision FROM change GROUP BY hub_id, revision ORDER BY hub_id, revision LOOP
        SELECT hash INTO link FROM revision WHERE hub_id = r.hub_id;
        UPDATE change SET previous_hash = link WHERE (hub_id, revision) = (r.hub_id, r.revision) AND ordinal = 1;
        WITH hashed AS (
            UPDATE change
            SET hash = change_hash(hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before,
                after, personal, request_id, trace_id, change_time, previous_hash)
            WHERE (hub_id, revision) = (r.hub_id, r.revision)
            RETURNING ordinal, hash)
        UPDATE revision SET hash = (SELECT sha256(string_agg(hashed.hash, '' ORDER BY ordinal)) FROM hashed)
        WHERE hub_id = r.hub_id;
    END LOOP;
END
$$;

ALTER TABLE revision FORCE ROW LEVEL SECURITY;
ALTER TABLE change FORCE ROW LEVEL SECURITY, ALTER COLUMN hash SET NOT NULL, ALTER COLUMN change_time DROP DEFAULT;
ALTER TABLE change_personal FORCE ROW LEVEL SECURITY;

-- Refuses to write for any scope but the transaction's own.
CREATE FUNCTION require_hub(hub text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF coalesce(hub, '') IN ('', '*') OR hub IS DISTINCT FROM current_setting('mastery.hub', true) THEN
        RAISE EXCEPTION 'the change log of % is not that of this transaction', coalesce(hub, 'nothing')
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

-- The changes of a bulk write, until the end of its transaction. The owner makes this table, so that the role that fills
-- it can put nothing in its place and hang nothing on it that would run as the owner when the log is written.
CREATE FUNCTION open_pending_changes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CREATE TEMP TABLE pending_change (
        ordinal int GENERATED ALWAYS AS IDENTITY, resource text NOT NULL, resource_type text NOT NULL, kind text NOT NULL,
        paths text[] NOT NULL, before jsonb, after jsonb, personal jsonb) ON COMMIT DROP;
    GRANT SELECT, INSERT (resource, resource_type, kind, paths, before, after, personal)
        ON pg_temp.pending_change TO mastery_runtime;
END
$$;

-- The rows of that table, if it is there; only those with a personal part where that is asked for. A table of the same
-- name that somebody else made is refused.
CREATE FUNCTION pending_changes(personal_only boolean)
RETURNS TABLE (ordinal int, resource text, resource_type text, kind text, paths text[], before jsonb, after jsonb,
    personal jsonb)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    pending oid := to_regclass('pg_temp.pending_change');
BEGIN
    IF pending IS NULL THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = pending AND c.relkind = 'r'
                   AND pg_get_userbyid(c.relowner) = current_user) THEN
        RAISE EXCEPTION 'pending_change was not made by open_pending_changes()' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT p.* FROM pg_temp.pending_change p WHERE NOT personal_only OR p.personal IS NOT NULL;
END
$$;

-- Appends the changes of a transaction under the scope's next revision: those of the arrays in their order, then the
-- pending ones. Callers pass values only, and everything named in here is the owner's. The scope's counter is locked from
-- here to the commit, which has to follow at once.
--   paths      the paths of each change, joined by commas
--   personals  what stands apart of each change, {"subject": {"before": {…}, "after": {…}}}, or NULL
CREATE FUNCTION append_changes(hub text, actor text, scope text, request text, trace text, resources text[], types text[],
    kinds text[], paths text[], befores jsonb[], afters jsonb[], personals jsonb[])
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    given  int := cardinality(resources);
    secret bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    head   revision;
    link   bytea;
BEGIN
    PERFORM require_hub(hub);
    INSERT INTO revision AS r (hub_id, revision) VALUES (hub, 1)
    ON CONFLICT (hub_id) DO UPDATE SET revision = r.revision + 1
    RETURNING * INTO head;

    WITH added AS (
        INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before, after,
                            personal, request_id, trace_id, change_time, previous_hash, hash)
        SELECT hub, head.revision, c.ordinal, c.resource, c.type, c.kind, actor, scope, c.paths, c.before, c.after,
               c.sealed, request, trace, now(), c.previous,
               change_hash(hub, head.revision, c.ordinal, c.resource, c.type, c.kind, actor, scope, c.paths, c.before,
                   c.after, c.sealed, request, trace, now(), c.previous)
        FROM (SELECT s.*, CASE WHEN s.ordinal = 1 THEN head.hash END AS previous,
                     CASE WHEN s.parts IS NOT NULL THEN (
                         SELECT jsonb_object_agg(key, change_personal_hash(change_salt(secret, s.ordinal, key), value))
                         FROM jsonb_each(s.parts)) END AS sealed
              FROM (SELECT number::int AS ordinal, resource, type, kind,
                           coalesce(string_to_array(nullif(joined, ''), ','), '{}') AS paths, before, after, parts
                    FROM unnest(resources, types, kinds, paths, befores, afters, personals)
                         WITH ORDINALITY AS a (resource, type, kind, joined, before, after, parts, number)
                    UNION ALL
                    SELECT given + p.ordinal, p.resource, p.resource_type, p.kind, p.paths, p.before, p.after, p.personal
                    FROM pending_changes(personal_only => false) AS p) AS s
              OFFSET 0) AS c
        RETURNING ordinal, hash)
    SELECT sha256(string_agg(added.hash, '' ORDER BY ordinal)) INTO link FROM added;
    IF link IS NULL THEN
        RAISE EXCEPTION 'there is no change to append' USING ERRCODE = 'no_data_found';
    END IF;

    INSERT INTO change_personal (hub_id, revision, ordinal, subject, salt, value)
    SELECT hub, head.revision, s.ordinal, p.key, change_salt(secret, s.ordinal, p.key), p.value
    FROM (SELECT number::int AS ordinal, parts FROM unnest(personals) WITH ORDINALITY AS a (parts, number)
          WHERE parts IS NOT NULL
          UNION ALL
          SELECT given + p.ordinal, p.personal FROM pending_changes(personal_only => true) AS p) AS s
    CROSS JOIN LATERAL jsonb_each(s.parts) AS p;

    UPDATE revision SET hash = link WHERE hub_id = hub;
    RETURN head.revision;
END
$$;

-- Empties every personal part that was logged of a subject up to a revision (NULL: up to now), and lists the erasure.
-- A listed one may be repeated, after a restore: it then empties what is there again.
CREATE FUNCTION erase_personal(hub text, erased text, up_to bigint, by_actor text, why text, at timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last  bigint;
    parts bigint;
BEGIN
    PERFORM require_hub(hub);
    last := coalesce(up_to, (SELECT r.revision FROM revision r WHERE r.hub_id = hub), 0);
    INSERT INTO erasure (hub_id, subject, revision, actor, reason, erasure_time)
    VALUES (hub, erased, last, by_actor, why, coalesce(at, now())) ON CONFLICT DO NOTHING;
    UPDATE change_personal SET salt = NULL, value = NULL
    WHERE hub_id = hub AND subject = erased AND revision <= last AND value IS NOT NULL;
    GET DIAGNOSTICS parts = ROW_COUNT;
    RETURN parts;
END
$$;

REVOKE ALL ON FUNCTION open_pending_changes, append_changes, erase_personal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_pending_changes, append_changes, erase_personal TO mastery_runtime;

-- From here on the log is written by these functions only; the service reads it.
REVOKE INSERT, UPDATE, DELETE ON change, revision FROM mastery_runtime;
GRANT SELECT ON change_personal, erasure TO mastery_runtime;
