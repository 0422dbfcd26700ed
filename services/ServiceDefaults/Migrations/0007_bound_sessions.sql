-- A session may be bound to a school or a trust by the setting mastery.bound, beside its hub. Empty stands for a session
-- that is not bound. What a bound session sees of a table, a restrictive policy `bound` says; the migrator gives the one
-- below to each hub-owned table that has none, so that a new table shows nothing to a bound session until a script says
-- otherwise.
--
-- The pipeline's own tables: the counter and the stored answers, which are found by their caller, stay as they are. The log
-- is written by its owner's functions, and shows nothing to a bound session of the service.
CREATE FUNCTION deny_bound(hub_owned regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY bound ON %s AS RESTRICTIVE
        USING (coalesce(current_setting(''mastery.bound'', true), '''') = '''')', hub_owned);
END
$$;
REVOKE ALL ON FUNCTION deny_bound FROM PUBLIC;

CREATE POLICY bound ON change AS RESTRICTIVE FOR SELECT TO mastery_runtime
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
CREATE POLICY bound ON change_personal AS RESTRICTIVE FOR SELECT TO mastery_runtime
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
CREATE POLICY bound ON erasure AS RESTRICTIVE FOR SELECT TO mastery_runtime
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
