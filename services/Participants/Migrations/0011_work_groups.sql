-- Work Groups, applications to them and enrolments in them. Hub-owned: hub_id leads every key, row-level security is forced.

CREATE TABLE work_group (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    -- A resource name of the catalogue, which is another service's.
    focus text NOT NULL,
    display_name text NOT NULL,
    theme text NOT NULL,
    capacity integer NOT NULL,
    expected_attendance_percent integer NOT NULL,
    academic_year text NOT NULL,
    -- Kept here, so that the lock on this row guards the places and a change of the count is in the change log.
    enrolled_count integer NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT work_group_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT work_group_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT work_group_capacity_check CHECK (enrolled_count BETWEEN 0 AND capacity),
    CONSTRAINT work_group_state_check CHECK (state IN ('PLANNED', 'RECRUITING', 'RUNNING', 'COMPLETED', 'CANCELLED'))
);

-- ListWorkGroups by time; by creation it goes by the key.
CREATE INDEX work_group_create_time_idx ON work_group (hub_id, create_time, id);

CREATE TABLE work_group_lead (
    hub_id text NOT NULL,
    work_group_id uuid NOT NULL,
    ordinal integer NOT NULL,
    participant_id uuid NOT NULL,
    CONSTRAINT work_group_lead_pk PRIMARY KEY (hub_id, work_group_id, ordinal),
    CONSTRAINT work_group_lead_work_group_fk FOREIGN KEY (hub_id, work_group_id)
        REFERENCES work_group (hub_id, id) ON DELETE CASCADE,
    CONSTRAINT work_group_lead_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id)
);

-- What refers to a participant, before one is deleted.
CREATE INDEX work_group_lead_participant_idx ON work_group_lead (hub_id, participant_id);

CREATE TABLE application (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    department_id uuid NOT NULL,
    focus text NOT NULL,
    work_group_id uuid,
    theme text NOT NULL,
    motivation text NOT NULL,
    headteacher_name text NOT NULL,
    headteacher_role text NOT NULL,
    headteacher_agree_date date,
    -- The verdict as the contract shows it, and its outcome for filters.
    eligibility jsonb,
    outcome text,
    state text NOT NULL,
    state_reason text NOT NULL,
    enrolment_id uuid,
    submit_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT application_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT application_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT application_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT application_work_group_fk FOREIGN KEY (hub_id, work_group_id) REFERENCES work_group (hub_id, id),
    CONSTRAINT application_outcome_check CHECK (outcome IN ('ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_REVIEW')),
    CONSTRAINT application_accepted_check CHECK ((state = 'ACCEPTED') = (enrolment_id IS NOT NULL)),
    CONSTRAINT application_state_check CHECK (state IN
        ('DRAFT', 'SUBMITTED', 'WAITLISTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'))
);

-- ListApplications by time; by creation it goes by the key.
CREATE INDEX application_create_time_idx ON application (hub_id, create_time, id);
-- A department's applications, in lists and before it is deleted.
CREATE INDEX application_department_idx ON application (hub_id, department_id);
-- A Work Group's applications, in lists and before it is deleted.
CREATE INDEX application_work_group_idx ON application (hub_id, work_group_id);

CREATE TABLE application_advocate (
    hub_id text NOT NULL,
    application_id uuid NOT NULL,
    ordinal integer NOT NULL,
    participant_id uuid NOT NULL,
    experienced boolean NOT NULL,
    responsibility text,
    authority boolean NOT NULL,
    CONSTRAINT application_advocate_pk PRIMARY KEY (hub_id, application_id, ordinal),
    CONSTRAINT application_advocate_application_fk FOREIGN KEY (hub_id, application_id)
        REFERENCES application (hub_id, id) ON DELETE CASCADE,
    CONSTRAINT application_advocate_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id),
    CONSTRAINT application_advocate_responsibility_check CHECK (responsibility IN
        ('CLASSROOM_TEACHER', 'KEY_STAGE_LEAD', 'SECOND_IN_DEPARTMENT', 'HEAD_OF_DEPARTMENT', 'SENIOR_LEADER'))
);

-- What refers to a participant, before one is deleted.
CREATE INDEX application_advocate_participant_idx ON application_advocate (hub_id, participant_id);

CREATE TABLE enrolment (
    hub_id text NOT NULL,
    work_group_id uuid NOT NULL,
    id uuid NOT NULL,
    department_id uuid NOT NULL,
    application_id uuid NOT NULL,
    focus text NOT NULL,
    academic_year text NOT NULL,
    theme text NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT enrolment_pk PRIMARY KEY (hub_id, work_group_id, id),
    -- ListEnrolments over a hub's Work Groups.
    CONSTRAINT enrolment_hub_key UNIQUE (hub_id, id),
    -- An application makes one enrolment, whoever clicks how often.
    CONSTRAINT enrolment_application_key UNIQUE (hub_id, application_id),
    CONSTRAINT enrolment_work_group_fk FOREIGN KEY (hub_id, work_group_id) REFERENCES work_group (hub_id, id),
    CONSTRAINT enrolment_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT enrolment_application_fk FOREIGN KEY (hub_id, application_id) REFERENCES application (hub_id, id),
    CONSTRAINT enrolment_state_check CHECK (state IN ('ACTIVE', 'WITHDRAWN'))
);

-- A department has one live enrolment per focus and academic year.
CREATE UNIQUE INDEX enrolment_live_key ON enrolment (hub_id, department_id, focus, academic_year) WHERE state = 'ACTIVE';
-- A department's enrolments, live or not, before it is deleted.
CREATE INDEX enrolment_department_idx ON enrolment (hub_id, department_id);

ALTER TABLE application ADD CONSTRAINT application_enrolment_fk
    FOREIGN KEY (hub_id, work_group_id, enrolment_id) REFERENCES enrolment (hub_id, work_group_id, id);

CREATE TABLE enrolment_advocate (
    hub_id text NOT NULL,
    work_group_id uuid NOT NULL,
    enrolment_id uuid NOT NULL,
    ordinal integer NOT NULL,
    participant_id uuid NOT NULL,
    start_date date NOT NULL,
    end_date date,
    CONSTRAINT enrolment_advocate_pk PRIMARY KEY (hub_id, work_group_id, enrolment_id, ordinal),
    CONSTRAINT enrolment_advocate_enrolment_fk FOREIGN KEY (hub_id, work_group_id, enrolment_id)
        REFERENCES enrolment (hub_id, work_group_id, id) ON DELETE CASCADE,
    CONSTRAINT enrolment_advocate_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id)
);

-- What refers to a participant, before one is deleted.
CREATE INDEX enrolment_advocate_participant_idx ON enrolment_advocate (hub_id, participant_id);

ALTER TABLE work_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_group FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON work_group
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON work_group FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE work_group_lead ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_group_lead FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON work_group_lead
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON work_group_lead FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE application ENABLE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON application
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON application FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE application_advocate ENABLE ROW LEVEL SECURITY;
ALTER TABLE application_advocate FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON application_advocate
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON application_advocate FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE enrolment ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enrolment
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON enrolment FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE enrolment_advocate ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment_advocate FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enrolment_advocate
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON enrolment_advocate FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- An enrolment is history: it is never deleted.
GRANT SELECT, INSERT, UPDATE, DELETE ON work_group TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON work_group_lead TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON application TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON application_advocate TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON enrolment TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON enrolment_advocate TO mastery_runtime;
