-- The year of a Work Group: states of enrolments with their days, transfers, the order of waiting lists, and the stage
-- that past participations get.

-- The owner fills the new columns of rows of every hub.
ALTER TABLE work_group NO FORCE ROW LEVEL SECURITY;
ALTER TABLE application NO FORCE ROW LEVEL SECURITY;

ALTER TABLE work_group ADD COLUMN stage text;
UPDATE work_group SET stage = CASE substring(focus FROM '^projects/NCP[0-9]{2}-([0-9]{2})/')
    WHEN '12' THEN 'DEVELOPMENT' WHEN '13' THEN 'EMBEDDING' WHEN '14' THEN 'SUSTAINING' ELSE 'LOCAL' END;
ALTER TABLE work_group
    ALTER COLUMN stage SET NOT NULL,
    ADD CONSTRAINT work_group_stage_check CHECK (stage IN ('DEVELOPMENT', 'EMBEDDING', 'SUSTAINING', 'LOCAL'));

ALTER TABLE application ADD COLUMN decline_reason text, ADD COLUMN waitlist_position integer NOT NULL DEFAULT 0;
UPDATE application a SET waitlist_position = w.position
FROM (
    SELECT hub_id, id, row_number() OVER (PARTITION BY hub_id, work_group_id ORDER BY update_time, id) AS position
    FROM application WHERE state = 'WAITLISTED') w
WHERE w.hub_id = a.hub_id AND w.id = a.id;
ALTER TABLE application
    ADD CONSTRAINT application_decline_reason_check CHECK (decline_reason IN
        ('NOT_ELIGIBLE', 'NO_PLACE', 'INCOMPLETE', 'WORK_GROUP_CANCELLED', 'WORK_GROUP_COMPLETED', 'OTHER')),
    ADD CONSTRAINT application_waitlist_check CHECK ((state = 'WAITLISTED') = (waitlist_position > 0)),
    ADD CONSTRAINT application_waitlist_position_check CHECK (waitlist_position >= 0);
-- One place on a waiting list is of one application.
CREATE UNIQUE INDEX application_waitlist_key ON application (hub_id, work_group_id, waitlist_position)
    WHERE state = 'WAITLISTED';

ALTER TABLE work_group FORCE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;

ALTER TABLE enrolment
    ADD COLUMN state_date date NOT NULL DEFAULT (now() AT TIME ZONE 'Europe/London')::date,
    ADD COLUMN from_work_group_id uuid,
    ADD COLUMN from_enrolment_id uuid,
    ADD COLUMN to_work_group_id uuid,
    ADD COLUMN to_enrolment_id uuid,
    ADD CONSTRAINT enrolment_from_fk FOREIGN KEY (hub_id, from_work_group_id, from_enrolment_id)
        REFERENCES enrolment (hub_id, work_group_id, id),
    ADD CONSTRAINT enrolment_to_fk FOREIGN KEY (hub_id, to_work_group_id, to_enrolment_id)
        REFERENCES enrolment (hub_id, work_group_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT enrolment_transferred_check CHECK ((state = 'TRANSFERRED') = (to_enrolment_id IS NOT NULL)),
    DROP CONSTRAINT enrolment_state_check,
    ADD CONSTRAINT enrolment_state_check CHECK (state IN
        ('ACTIVE', 'DEFERRED', 'WITHDRAWN', 'COMPLETED', 'TRANSFERRED', 'CANCELLED')),
    DROP CONSTRAINT enrolment_application_key;
ALTER TABLE enrolment ALTER COLUMN state_date DROP DEFAULT;

ALTER TABLE enrolment_advocate ADD COLUMN end_reason text NOT NULL DEFAULT '';

-- An application makes one enrolment, whoever clicks how often; a transfer continues it.
CREATE UNIQUE INDEX enrolment_application_key ON enrolment (hub_id, application_id) WHERE from_enrolment_id IS NULL;
-- A department has one live enrolment per focus and academic year.
DROP INDEX enrolment_live_key;
CREATE UNIQUE INDEX enrolment_live_key ON enrolment (hub_id, department_id, focus, academic_year)
    WHERE state IN ('ACTIVE', 'DEFERRED');
