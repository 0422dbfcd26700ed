-- By a post in a department that the session sees. People who are being created have none yet: the service names them,
-- with a space between two.
CREATE OR REPLACE FUNCTION sees_person(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN 'hubs/' || of_hub || '/participants/' || of_id
            = ANY (string_to_array(current_setting('mastery.creating', true), ' '))
        OR EXISTS (SELECT FROM public.participant_post p WHERE p.hub_id = of_hub AND p.participant_id = of_id);
END
$$;
