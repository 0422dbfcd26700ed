-- What a session sees that is bound to a school or a trust: the plans of its departments, by whose names the plans know
-- them (mastery.bound holds these, joined by commas), and the parts of those plans.

CREATE FUNCTION sees_plan(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.plan p WHERE p.hub_id = of_hub AND p.id = of_id);
END
$$;

CREATE POLICY bound ON plan AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ',')));
CREATE POLICY bound ON evidence AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan(hub_id, plan_id));
CREATE POLICY bound ON aim AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan(hub_id, plan_id));
CREATE POLICY bound ON activity AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan(hub_id, plan_id));
