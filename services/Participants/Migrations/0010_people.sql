-- Departments, their people and what they took part in. Hub-owned: hub_id leads every key, row-level security is forced.

CREATE TABLE department (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    -- The URN. No foreign key: a key of a hub-owned table begins with hub_id, and schools are never deleted.
    school text NOT NULL,
    subject text NOT NULL,
    head_id uuid,
    state text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT department_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT department_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    -- One department per school and subject; also finds a school's departments for eligibility.
    CONSTRAINT department_school_key UNIQUE (hub_id, school, subject),
    CONSTRAINT department_subject_check CHECK (subject IN ('MATHEMATICS', 'SCIENCE')),
    CONSTRAINT department_state_check CHECK (state IN ('ACTIVE', 'CLOSED'))
);

-- ListDepartments by time; by creation it goes by the key.
CREATE INDEX department_create_time_idx ON department (hub_id, create_time, id);

CREATE TABLE participant (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    department_id uuid NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    preferred_name text NOT NULL,
    previous_names text[] NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    trn text,
    job_title text NOT NULL,
    responsibility text,
    teaching_since date,
    specialist_cohort integer,
    specialist_phase text,
    specialist_status text,
    source text NOT NULL,
    state text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT participant_pk PRIMARY KEY (hub_id, id),
    -- A department's members; what its head refers to.
    CONSTRAINT participant_department_key UNIQUE (hub_id, department_id, id),
    CONSTRAINT participant_trn_key UNIQUE (hub_id, trn),
    CONSTRAINT participant_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT participant_trn_check CHECK (trn ~ '^[0-9]{7}$'),
    CONSTRAINT participant_responsibility_check CHECK (responsibility IN
        ('CLASSROOM_TEACHER', 'KEY_STAGE_LEAD', 'SECOND_IN_DEPARTMENT', 'HEAD_OF_DEPARTMENT', 'SENIOR_LEADER')),
    CONSTRAINT participant_specialist_check CHECK (num_nulls(specialist_cohort, specialist_phase, specialist_status) IN (0, 3)),
    CONSTRAINT participant_specialist_phase_check CHECK (specialist_phase IN ('PRIMARY', 'SECONDARY')),
    CONSTRAINT participant_specialist_status_check CHECK (specialist_status IN ('IN_TRAINING', 'ACCREDITED', 'WITHDRAWN')),
    CONSTRAINT participant_state_check CHECK (state IN ('ACTIVE', 'LEFT'))
);

-- ListParticipants by time; by creation it goes by the key.
CREATE INDEX participant_create_time_idx ON participant (hub_id, create_time, id);
-- ListParticipants, by family name.
CREATE INDEX participant_family_name_idx ON participant (hub_id, family_name, id);

-- The head is a participant of this very department: the key says so.
ALTER TABLE department ADD CONSTRAINT department_head_fk
    FOREIGN KEY (hub_id, id, head_id) REFERENCES participant (hub_id, department_id, id);

CREATE TABLE participant_external_id (
    hub_id text NOT NULL,
    participant_id uuid NOT NULL,
    ordinal integer NOT NULL,
    source text NOT NULL,
    value text NOT NULL,
    start_date date,
    end_date date,
    CONSTRAINT participant_external_id_pk PRIMARY KEY (hub_id, participant_id, ordinal),
    CONSTRAINT participant_external_id_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE
);

-- Finds the person whom another system knows by an id.
CREATE INDEX participant_external_id_source_idx ON participant_external_id (hub_id, source, value);

CREATE TABLE past_participation (
    hub_id text NOT NULL,
    department_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    stage text NOT NULL,
    academic_year text NOT NULL,
    -- The URN of that time; it need not be in the directory.
    school text NOT NULL,
    source text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT past_participation_pk PRIMARY KEY (hub_id, department_id, id),
    -- ListPastParticipations over a hub's departments.
    CONSTRAINT past_participation_hub_key UNIQUE (hub_id, id),
    CONSTRAINT past_participation_key UNIQUE (hub_id, department_id, stage, academic_year, school),
    CONSTRAINT past_participation_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT past_participation_stage_check CHECK (stage IN ('DEVELOPMENT', 'EMBEDDING', 'SUSTAINING', 'LOCAL'))
);

-- Eligibility: what was done at a school or at one of its predecessors.
CREATE INDEX past_participation_school_idx ON past_participation (hub_id, school);

CREATE TABLE past_participation_lead (
    hub_id text NOT NULL,
    department_id uuid NOT NULL,
    participation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    participant_id uuid NOT NULL,
    CONSTRAINT past_participation_lead_pk PRIMARY KEY (hub_id, department_id, participation_id, ordinal),
    CONSTRAINT past_participation_lead_participation_fk FOREIGN KEY (hub_id, department_id, participation_id)
        REFERENCES past_participation (hub_id, department_id, id) ON DELETE CASCADE,
    CONSTRAINT past_participation_lead_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id)
);

-- What refers to a participant, before one is deleted.
CREATE INDEX past_participation_lead_participant_idx ON past_participation_lead (hub_id, participant_id);

ALTER TABLE department ENABLE ROW LEVEL SECURITY;
ALTER TABLE department FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON department
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON department FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participant
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON participant FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE participant_external_id ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_external_id FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participant_external_id
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON participant_external_id FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE past_participation ENABLE ROW LEVEL SECURITY;
ALTER TABLE past_participation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON past_participation
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON past_participation FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE past_participation_lead ENABLE ROW LEVEL SECURITY;
ALTER TABLE past_participation_lead FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON past_participation_lead
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON past_participation_lead FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE, DELETE ON department TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON participant TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON participant_external_id TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON past_participation TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON past_participation_lead TO mastery_runtime;
