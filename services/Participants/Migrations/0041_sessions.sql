-- Sessions of Work Groups, and who came. Hub-owned: hub_id leads every key, row-level security is forced.

CREATE TABLE work_group_session (
    hub_id text NOT NULL,
    work_group_id uuid NOT NULL,
    id uuid NOT NULL,
    title text NOT NULL,
    start_time timestamptz NOT NULL,
    end_time timestamptz NOT NULL,
    mode text NOT NULL,
    -- The URN of the host; no foreign key: a key of a hub-owned table begins with hub_id, and schools are never deleted.
    host_school text,
    location text NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT work_group_session_pk PRIMARY KEY (hub_id, work_group_id, id),
    -- ListSessions over a hub's Work Groups.
    CONSTRAINT work_group_session_hub_key UNIQUE (hub_id, id),
    CONSTRAINT work_group_session_work_group_fk FOREIGN KEY (hub_id, work_group_id)
        REFERENCES work_group (hub_id, id),
    CONSTRAINT work_group_session_times_check CHECK (start_time < end_time),
    CONSTRAINT work_group_session_mode_check CHECK (mode IN ('IN_PERSON', 'VIRTUAL', 'SCHOOL_VISIT')),
    CONSTRAINT work_group_session_state_check CHECK (state IN ('SCHEDULED', 'HELD', 'CANCELLED'))
);

-- A Work Group's sessions, and a hub's, by their time.
CREATE INDEX work_group_session_start_idx ON work_group_session (hub_id, start_time, id);

CREATE TABLE session_attendance (
    hub_id text NOT NULL,
    work_group_id uuid NOT NULL,
    session_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    -- The department for which the person is counted: they may have moved since.
    department_id uuid NOT NULL,
    present boolean NOT NULL,
    CONSTRAINT session_attendance_pk PRIMARY KEY (hub_id, work_group_id, session_id, participant_id),
    CONSTRAINT session_attendance_session_fk FOREIGN KEY (hub_id, work_group_id, session_id)
        REFERENCES work_group_session (hub_id, work_group_id, id) ON DELETE CASCADE,
    CONSTRAINT session_attendance_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id),
    CONSTRAINT session_attendance_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id)
);

-- What refers to a participant, before one is deleted.
CREATE INDEX session_attendance_participant_idx ON session_attendance (hub_id, participant_id);

ALTER TABLE work_group_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_group_session FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON work_group_session
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON work_group_session FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE session_attendance ENABLE ROW LEVEL SECURITY;
ALTER TABLE session_attendance FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON session_attendance
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON session_attendance FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE, DELETE ON work_group_session TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON session_attendance TO mastery_runtime;
