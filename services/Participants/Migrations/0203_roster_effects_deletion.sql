-- The service's role cannot delete effects of staff syncs by itself: this function deletes those, and only those, that
-- their sync says are not kept any more, and of no sync of the last day.
CREATE FUNCTION delete_old_roster_effects(hub text, sync uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    deleted integer;
BEGIN
    PERFORM require_hub(hub);
    DELETE FROM roster_effect e USING roster_sync s
    WHERE s.hub_id = hub AND s.id = sync AND coalesce(s.apply_time, s.create_time) < now() - interval '1 day'
        AND e.hub_id = hub AND e.sync_id = sync
        AND (s.kept_effects = 'NONE' OR (s.kept_effects = 'CHANGES' AND e.after_revision IS NULL));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

REVOKE ALL ON FUNCTION delete_old_roster_effects FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delete_old_roster_effects TO mastery_runtime;
REVOKE DELETE ON roster_effect FROM mastery_runtime;
