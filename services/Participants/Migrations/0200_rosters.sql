-- Syncs of staff from the management information systems of schools and trusts. Hub-owned: hub_id leads every key, row-level
-- security is forced. A sync of a trust has a row in each hub with departments of its schools, with the same id.

CREATE TABLE roster_sync (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    -- 'trusts/UID' or 'schools/URN'.
    source text NOT NULL,
    system text NOT NULL,
    mode text NOT NULL,
    effective_date date NOT NULL,
    subject text,
    guard_percent integer NOT NULL,
    -- Whether the source had put nobody on record in the hub before.
    first_sync boolean NOT NULL,
    -- The schools that the feed covers, by the URN of now.
    covered text[] NOT NULL,
    state text NOT NULL,
    -- The counts and the schools, as the contract's JSON.
    slice jsonb NOT NULL,
    outside_count integer NOT NULL,
    -- The records that are of no hub, as the contract's JSON: where they are, the field and the reason.
    rejections jsonb NOT NULL,
    rejected_count integer NOT NULL,
    apply_actor text NOT NULL,
    apply_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT roster_sync_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT roster_sync_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT roster_sync_mode_check CHECK (mode IN ('FULL', 'DELTA')),
    CONSTRAINT roster_sync_subject_check CHECK (subject IN ('MATHEMATICS', 'SCIENCE')),
    CONSTRAINT roster_sync_state_check CHECK (state IN ('PLANNED', 'APPLIED', 'REVERTED')),
    CONSTRAINT roster_sync_apply_time_check CHECK ((state = 'PLANNED') = (apply_time IS NULL))
);

-- A sync over the hubs of a token, and lists of them.
CREATE INDEX roster_sync_national_idx ON roster_sync (id, hub_id);
CREATE INDEX roster_sync_national_create_time_idx ON roster_sync (create_time, hub_id, id);

CREATE TABLE roster_effect (
    hub_id text NOT NULL,
    sync_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    participant_id uuid,
    -- The URNs of the schools that it is about.
    schools text[] NOT NULL,
    -- As the contract's JSON.
    effect jsonb NOT NULL,
    -- The records, to plan again when it is applied; NULL afterwards, and where nothing comes of them.
    records jsonb,
    -- The person before, to take it back, and the revision after.
    before jsonb,
    after_revision bigint,
    CONSTRAINT roster_effect_pk PRIMARY KEY (hub_id, sync_id, number),
    CONSTRAINT roster_effect_sync_fk FOREIGN KEY (hub_id, sync_id) REFERENCES roster_sync (hub_id, id) ON DELETE CASCADE,
    -- Who is deleted, is gone from here too.
    CONSTRAINT roster_effect_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE,
    CONSTRAINT roster_effect_kind_check CHECK (kind IN ('CREATE', 'UPDATE', 'UNCHANGED', 'LEAVE', 'RESTORE',
        'POTENTIAL_MATCH', 'SKIPPED', 'REJECTED'))
);

-- What syncs did to a person.
CREATE INDEX roster_effect_participant_idx ON roster_effect (hub_id, participant_id, sync_id)
    WHERE participant_id IS NOT NULL;

-- What a source itself has put into the record of a person, so that it changes and ends that and nothing else.
CREATE TABLE roster_given (
    hub_id text NOT NULL,
    source text NOT NULL,
    participant_id uuid NOT NULL,
    -- Fields and their values.
    fields jsonb NOT NULL,
    -- Posts by department and first day.
    posts jsonb NOT NULL,
    -- Whether the source has said that the person left.
    left_by_source boolean NOT NULL,
    CONSTRAINT roster_given_pk PRIMARY KEY (hub_id, source, participant_id),
    CONSTRAINT roster_given_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE
);

-- Who is deleted.
CREATE INDEX roster_given_participant_idx ON roster_given (hub_id, participant_id);

-- Records of feeds that may be of somebody on record, and what a person decided.
CREATE TABLE match_review (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    system text NOT NULL,
    source_id text NOT NULL,
    display_name text NOT NULL,
    email text NOT NULL,
    -- A URN.
    school text NOT NULL,
    -- As the contract's JSON.
    candidates jsonb NOT NULL,
    roster_sync_id uuid NOT NULL,
    state text NOT NULL,
    participant_id uuid,
    resolve_actor text NOT NULL,
    resolve_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT match_review_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT match_review_key UNIQUE (hub_id, source, system, source_id),
    CONSTRAINT match_review_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT match_review_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE,
    CONSTRAINT match_review_state_check CHECK (state IN ('WAITING', 'SAME_PERSON', 'NEW_PERSON')),
    CONSTRAINT match_review_participant_check CHECK ((state = 'SAME_PERSON') = (participant_id IS NOT NULL))
);

CREATE INDEX match_review_create_time_idx ON match_review (hub_id, create_time, id);
CREATE INDEX match_review_national_create_time_idx ON match_review (create_time, hub_id, id);
CREATE INDEX match_review_participant_idx ON match_review (hub_id, participant_id) WHERE participant_id IS NOT NULL;

ALTER TABLE roster_sync ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_sync FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_sync
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON roster_sync FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE roster_effect ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_effect FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_effect
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON roster_effect FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE roster_given ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_given FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_given
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON roster_given FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE match_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_review FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON match_review
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON match_review FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- A session that is bound to a school or a trust sees the syncs of it and of its schools, and of their effects those that
-- are about no other school. plpgsql, so that a session that is not bound never plans what is in them.

CREATE FUNCTION sees_source(of_source text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN of_source = current_setting('mastery.bound', true)
        OR (starts_with(of_source, 'schools/') AND public.sees_school(substr(of_source, 9)));
END
$$;

CREATE FUNCTION sees_roster_sync(of_hub text, of_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.roster_sync s WHERE s.hub_id = of_hub AND s.id = of_id);
END
$$;

CREATE FUNCTION sees_schools(of_urns text[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM unnest(of_urns) AS u WHERE NOT public.sees_school(u));
END
$$;

-- The Teacher Reference Numbers, of some, that people have whom a bound session does not see. While it looks, the session is
-- not bound. That they are in use is all it tells.
CREATE FUNCTION trns_in_use(of_hub text, of_trns text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    bound text := current_setting('mastery.bound', true);
    known text[] := ARRAY(SELECT p.trn FROM public.participant p WHERE p.hub_id = of_hub AND p.trn = ANY (of_trns));
    used text[];
BEGIN
    PERFORM set_config('mastery.bound', '', true);
    used := ARRAY(SELECT p.trn FROM public.participant p
                  WHERE p.hub_id = of_hub AND p.trn = ANY (of_trns) AND p.trn <> ALL (known));
    PERFORM set_config('mastery.bound', bound, true);
    RETURN used;
END
$$;

CREATE POLICY bound ON roster_sync AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_source(source));
CREATE POLICY bound ON roster_effect AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR (sees_schools(schools) AND sees_roster_sync(hub_id, sync_id)));
CREATE POLICY bound ON roster_given AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_person(hub_id, participant_id));
CREATE POLICY bound ON match_review AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR (sees_school(school) AND sees_source(source)));

GRANT SELECT, INSERT, UPDATE ON roster_sync TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON roster_effect TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON roster_given TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON match_review TO mastery_runtime;
