-- What a session sees that is bound to a school or to the schools of a trust (mastery.bound is 'schools/URN' or
-- 'trusts/UID'). The functions run as their caller: where one reads a table, the policies of that table decide again. They
-- are plpgsql, so that a session that is not bound never plans what is in them.

CREATE FUNCTION sees_school(of_urn text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    bound text := current_setting('mastery.bound', true);
BEGIN
    RETURN bound = 'schools/' || of_urn
        OR (starts_with(bound, 'trusts/')
            AND EXISTS (SELECT FROM public.school s WHERE s.urn = of_urn AND 'trusts/' || s.trust_code = bound));
END
$$;

CREATE FUNCTION sees_department(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.department d WHERE d.hub_id = of_hub AND d.id = of_id);
END
$$;

-- By a post in a department that the session sees. A person who is being created has none yet: the service names them.
CREATE FUNCTION sees_person(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN current_setting('mastery.creating', true) = 'hubs/' || of_hub || '/participants/' || of_id
        OR EXISTS (SELECT FROM public.participant_post p WHERE p.hub_id = of_hub AND p.participant_id = of_id);
END
$$;

-- What a session that sees some of a person's posts must know of the others: whether there are any, and which numbers are
-- taken. While they look, the session is not bound.
CREATE FUNCTION has_more_posts(of_hub text, of_id uuid, seen int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    bound text := current_setting('mastery.bound', true);
    posts int;
BEGIN
    PERFORM set_config('mastery.bound', '', true);
    posts := (SELECT count(*) FROM public.participant_post p WHERE p.hub_id = of_hub AND p.participant_id = of_id);
    PERFORM set_config('mastery.bound', bound, true);
    RETURN posts > seen;
END
$$;

CREATE FUNCTION last_post_ordinal(of_hub text, of_id uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    bound text := current_setting('mastery.bound', true);
    last  int;
BEGIN
    PERFORM set_config('mastery.bound', '', true);
    last := (SELECT max(p.ordinal) FROM public.participant_post p
             WHERE p.hub_id = of_hub AND p.participant_id = of_id);
    PERFORM set_config('mastery.bound', bound, true);
    RETURN coalesce(last, 0);
END
$$;

CREATE FUNCTION sees_application(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.application a WHERE a.hub_id = of_hub AND a.id = of_id);
END
$$;

CREATE FUNCTION sees_enrolment(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.enrolment e WHERE e.hub_id = of_hub AND e.id = of_id);
END
$$;

CREATE POLICY bound ON department AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_school(school));
CREATE POLICY bound ON participant AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_person(hub_id, id));
CREATE POLICY bound ON participant_post AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_department(hub_id, department_id));
CREATE POLICY bound ON participant_external_id AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_person(hub_id, participant_id));
CREATE POLICY bound ON past_participation AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_department(hub_id, department_id));
CREATE POLICY bound ON past_participation_lead AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_department(hub_id, department_id));
CREATE POLICY bound ON application AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_department(hub_id, department_id));
CREATE POLICY bound ON application_advocate AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_application(hub_id, application_id));
CREATE POLICY bound ON enrolment AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_department(hub_id, department_id));
CREATE POLICY bound ON enrolment_advocate AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_enrolment(hub_id, enrolment_id));
