-- A plan that is SHARED or AGREED is open to the other departments of its Work Group, for reading. For a session that is
-- bound to a school or a trust mastery.bound holds names, joined by commas: those of its departments, and those of the
-- enrolments that are active in the Work Groups in which these take part. The policies `bound` say what it sees; the
-- others, which can only narrow that, what it writes.

ALTER POLICY bound ON plan
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ','))
        OR (state IN ('SHARED', 'AGREED')
            AND enrolment = ANY (string_to_array(current_setting('mastery.bound', true), ','))));

CREATE FUNCTION owns_plan(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.plan p WHERE p.hub_id = of_hub AND p.id = of_id
        AND p.department = ANY (string_to_array(current_setting('mastery.bound', true), ',')));
END
$$;

CREATE POLICY bound_insert ON plan AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ',')));
-- Feedback raises the revision of the plan that it is about, which mastery.feedback names.
CREATE POLICY bound_update ON plan AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ','))
        OR id::text = current_setting('mastery.feedback', true));
CREATE POLICY bound_delete ON plan AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ',')));

CREATE POLICY bound_insert ON evidence AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_update ON evidence AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_delete ON evidence AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));

CREATE POLICY bound_insert ON aim AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_update ON aim AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_delete ON aim AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));

CREATE POLICY bound_insert ON activity AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_update ON activity AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_delete ON activity AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));

CREATE POLICY bound_insert ON review AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_delete ON review AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));

-- What a plan was before is its own department's to read: it was not shared then. Feedback makes a revision too.
CREATE POLICY bound_select ON plan_part_version AS RESTRICTIVE FOR SELECT
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_insert ON plan_part_version AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id)
        OR plan_id::text = current_setting('mastery.feedback', true));
CREATE POLICY bound_delete ON plan_part_version AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR owns_plan(hub_id, plan_id));

-- Term dates are the hub's to write.
CREATE POLICY bound_insert ON term_dates AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = '');
CREATE POLICY bound_update ON term_dates AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
CREATE POLICY bound_delete ON term_dates AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
