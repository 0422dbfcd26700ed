-- The erasure of people. The record stays, empty, for what refers to it.

ALTER TABLE participant
    DROP CONSTRAINT participant_state_check,
    ADD CONSTRAINT participant_state_check CHECK (state IN ('ACTIVE', 'LEFT', 'MERGED', 'MOVED', 'ERASED')),
    ADD CONSTRAINT participant_erased_check CHECK (state <> 'ERASED' OR (
        given_name = '' AND family_name = '' AND preferred_given_name = '' AND preferred_family_name = ''
        AND previous_names = '[]' AND email = '' AND phone = '' AND left_date IS NULL
        AND num_nonnulls(trn, teaching_since, specialist_cohort, specialist_phase, specialist_status) = 0));

-- What was sent to somebody who is erased keeps no address.
ALTER TABLE letter
    DROP CONSTRAINT letter_pending_check,
    ADD CONSTRAINT letter_pending_check CHECK (state NOT IN ('PENDING', 'SENT') OR email <> ''
        OR (state = 'SENT' AND recipient_name = '[erased person]'));

-- Erasures, and which other services have not confirmed theirs yet. It holds no personal value.
CREATE TABLE person_erasure (
    hub_id text NOT NULL,
    participant_id uuid NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    -- Every name that the person had, as the other services know it.
    names text[] NOT NULL,
    -- The services that are still to be asked.
    pending_services text[] NOT NULL,
    -- What may speak of the person and was not changed, as the contract's JSON.
    answer jsonb NOT NULL,
    attempt_count integer NOT NULL DEFAULT 0,
    next_attempt_time timestamptz NOT NULL DEFAULT now(),
    create_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT person_erasure_pk PRIMARY KEY (hub_id, participant_id),
    CONSTRAINT person_erasure_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id)
);

-- What the worker takes next.
CREATE INDEX person_erasure_pending_idx ON person_erasure (hub_id, next_attempt_time) WHERE pending_services <> '{}';

-- By what staff lists would bring erased people back: their ids in the lists' systems, their Teacher Reference Numbers, their
-- names together with a school or an e-mail address. Each is a salted hash, so the table says of a value that it is one
-- of theirs, and not what the values are.
CREATE TABLE erased_key (
    hub_id text NOT NULL,
    participant_id uuid NOT NULL,
    salt bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT erased_key_pk PRIMARY KEY (hub_id, hash, participant_id),
    CONSTRAINT erased_key_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id)
);

-- What refers to a participant.
CREATE INDEX erased_key_participant_idx ON erased_key (hub_id, participant_id);

ALTER TABLE person_erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE erased_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON person_erasure
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY tenant ON erased_key
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON person_erasure FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY national_read ON erased_key FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY bound ON person_erasure AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');
CREATE POLICY bound ON erased_key AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');

GRANT SELECT, INSERT, UPDATE ON person_erasure TO mastery_runtime;
GRANT SELECT, INSERT ON erased_key TO mastery_runtime;

-- Those of some keys that are of an erased person. A session that is bound to a school may plan its staff list too: while this
-- looks, the session is not bound, and that a key is one of theirs is all it tells.
CREATE FUNCTION erased_keys_of(of_hub text, keys text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    bound text := current_setting('mastery.bound', true);
BEGIN
    PERFORM set_config('mastery.bound', '', true);
    RETURN QUERY
        SELECT DISTINCT k.key
        FROM (SELECT DISTINCT e.salt FROM public.erased_key e WHERE e.hub_id = of_hub) AS s
        CROSS JOIN unnest(keys) AS k (key)
        JOIN public.erased_key e ON e.hub_id = of_hub AND e.hash = sha256(s.salt || convert_to(k.key, 'UTF8'));
    PERFORM set_config('mastery.bound', bound, true);
END
$$;
