-- Development plans and what they are made of. All of it is hub-owned.
--
-- What a plan refers to in other services (enrolment, department, focus, participants) is kept as the full resource
-- name: it is answered as it is, and never joined. What it refers to in itself (an aim's evidence, an activity's aims)
-- is an array of ids: every write of a part locks its plan first, so the check of such a reference cannot be overtaken.

CREATE TABLE plan (
    hub_id        text        NOT NULL,
    id            uuid        NOT NULL,
    enrolment     text        NOT NULL,
    department    text        NOT NULL,
    focus         text        NOT NULL,
    academic_year text        NOT NULL,
    title         text        NOT NULL,
    vision        text        NOT NULL DEFAULT '',
    state         text        NOT NULL,
    state_reason  text        NOT NULL DEFAULT '',
    agree_time    timestamptz,
    revision      bigint      NOT NULL DEFAULT 1,
    create_time   timestamptz NOT NULL DEFAULT now(),
    update_time   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT plan_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT plan_state_known CHECK (state IN ('DRAFT', 'SHARED', 'AGREED', 'CLOSED')),
    CONSTRAINT plan_agreed_has_time CHECK (state <> 'AGREED' OR agree_time IS NOT NULL),
    CONSTRAINT plan_academic_year_form CHECK (academic_year ~ '^20[0-9]{2}-[0-9]{2}$')
);

-- Lists are answered in the order of the primary keys, which is that of creation: ids are UUIDv7.

-- One live plan per enrolment; also finds it for CreatePlan.
CREATE UNIQUE INDEX plan_live ON plan (hub_id, enrolment) WHERE state <> 'CLOSED';
-- ListPlans filtered by a department: its plans over the years.
CREATE INDEX plan_by_department ON plan (hub_id, department);

CREATE TABLE evidence (
    hub_id        text             NOT NULL,
    plan_id       uuid             NOT NULL,
    id            uuid             NOT NULL,
    kind          text             NOT NULL,
    collect_date  date             NOT NULL,
    finding       text             NOT NULL,
    needs_of      text             NOT NULL,
    measure_label text,
    measure_value double precision,
    measure_unit  text,
    revision      bigint           NOT NULL DEFAULT 1,
    create_time   timestamptz      NOT NULL DEFAULT now(),
    update_time   timestamptz      NOT NULL DEFAULT now(),
    CONSTRAINT evidence_pk PRIMARY KEY (hub_id, plan_id, id),
    CONSTRAINT evidence_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT evidence_kind_known CHECK (kind IN ('ASSESSMENT', 'WORK_SCRUTINY', 'LESSON_OBSERVATION',
        'STUDENT_VOICE', 'STAFF_VOICE', 'CURRICULUM_REVIEW', 'OTHER')),
    CONSTRAINT evidence_needs_of_known CHECK (needs_of IN ('STUDENTS', 'TEACHERS')),
    CONSTRAINT evidence_measure_whole CHECK ((measure_label IS NULL) = (measure_value IS NULL)
        AND (measure_label IS NULL) = (measure_unit IS NULL))
);

CREATE TABLE aim (
    hub_id           text        NOT NULL,
    plan_id          uuid        NOT NULL,
    id               uuid        NOT NULL,
    statement        text        NOT NULL,
    outcome_heading  text        NOT NULL DEFAULT '',
    big_ideas        text[]      NOT NULL DEFAULT '{}',
    essence_themes   text[]      NOT NULL DEFAULT '{}',
    evidence_ids     uuid[]      NOT NULL DEFAULT '{}',
    success_criteria jsonb       NOT NULL DEFAULT '[]',
    horizon          text        NOT NULL,
    status           text        NOT NULL,
    revision         bigint      NOT NULL DEFAULT 1,
    create_time      timestamptz NOT NULL DEFAULT now(),
    update_time      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT aim_pk PRIMARY KEY (hub_id, plan_id, id),
    CONSTRAINT aim_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT aim_horizon_known CHECK (horizon IN ('UNSPECIFIED', 'SHORT', 'MEDIUM', 'LONG')),
    CONSTRAINT aim_status_known CHECK (status IN ('NOT_STARTED', 'IN_PROGRESS', 'MET', 'DROPPED')),
    CONSTRAINT aim_success_criteria_list CHECK (jsonb_typeof(success_criteria) = 'array')
);

CREATE TABLE activity (
    hub_id           text        NOT NULL,
    plan_id          uuid        NOT NULL,
    id               uuid        NOT NULL,
    title            text        NOT NULL,
    kind             text        NOT NULL,
    aim_ids          uuid[]      NOT NULL DEFAULT '{}',
    start_date       date        NOT NULL,
    end_date         date        NOT NULL,
    led_by           text        NOT NULL DEFAULT '',
    whole_department boolean     NOT NULL DEFAULT false,
    audience         text[]      NOT NULL DEFAULT '{}',
    state            text        NOT NULL,
    revision         bigint      NOT NULL DEFAULT 1,
    create_time      timestamptz NOT NULL DEFAULT now(),
    update_time      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT activity_pk PRIMARY KEY (hub_id, plan_id, id),
    CONSTRAINT activity_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT activity_kind_known CHECK (kind IN ('WORKSHOP', 'COLLABORATIVE_PLANNING', 'LESSON_STUDY', 'OBSERVATION',
        'COACHING', 'GAP_TASK', 'SCHOOL_VISIT', 'OTHER')),
    CONSTRAINT activity_state_known CHECK (state IN ('PLANNED', 'DELIVERED', 'CANCELLED')),
    CONSTRAINT activity_dates_ordered CHECK (start_date <= end_date),
    CONSTRAINT activity_audience_named_or_all CHECK (NOT whole_department OR audience = '{}')
);

ALTER TABLE plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plan
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON plan FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON evidence
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON evidence FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE aim ENABLE ROW LEVEL SECURITY;
ALTER TABLE aim FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON aim
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON aim FOR SELECT USING (current_setting('mastery.hub', true) = '*');

ALTER TABLE activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE activity FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activity
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON activity FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE, DELETE ON plan, evidence, aim, activity TO mastery_runtime;
