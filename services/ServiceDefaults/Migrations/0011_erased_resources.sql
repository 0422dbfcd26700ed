-- Empties every personal part that was logged of a subject, or in the changes of a resource, up to a revision (NULL: up to
-- now), and lists the erasure. A resource may speak of people under whose names its parts stand: a letter is the recipient's,
-- and names others. A listed erasure may be repeated, after a restore: it then empties what is there again.
CREATE OR REPLACE FUNCTION erase_personal(
    hub text, erased text, up_to bigint, by_actor text, why text, at timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last  bigint;
    parts bigint;
    more  bigint;
BEGIN
    PERFORM require_hub(hub);
    last := coalesce(up_to, (SELECT r.revision FROM revision r WHERE r.hub_id = hub), 0);
    INSERT INTO erasure (hub_id, subject, revision, actor, reason, erasure_time)
    VALUES (hub, erased, last, by_actor, why, coalesce(at, now())) ON CONFLICT DO NOTHING;
    UPDATE change_personal p SET salt = NULL, value = NULL
    WHERE p.hub_id = hub AND p.subject = erased AND p.revision <= last AND p.value IS NOT NULL;
    GET DIAGNOSTICS parts = ROW_COUNT;
    UPDATE change_personal p SET salt = NULL, value = NULL
    FROM change c
    WHERE c.hub_id = hub AND c.resource = erased AND c.revision <= last
        AND p.hub_id = hub AND (p.revision, p.ordinal) = (c.revision, c.ordinal) AND p.value IS NOT NULL;
    GET DIAGNOSTICS more = ROW_COUNT;
    RETURN parts + more;
END
$$;
