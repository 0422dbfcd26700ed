-- Dated posts take the place of a person's one department: people work at two schools of a trust, and move.

-- The present day in England, by which posts are current.
CREATE FUNCTION england_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
RETURN (now() AT TIME ZONE 'Europe/London')::date;

CREATE TABLE participant_post (
    hub_id text NOT NULL,
    participant_id uuid NOT NULL,
    ordinal integer NOT NULL,
    department_id uuid NOT NULL,
    job_title text NOT NULL,
    responsibility text,
    -- First and last day; NULL for not known and for open.
    start_date date,
    end_date date,
    -- When the programme expects the person, where it is less than that.
    expected_from_date date,
    expected_until_date date,
    CONSTRAINT participant_post_pk PRIMARY KEY (hub_id, participant_id, ordinal),
    CONSTRAINT participant_post_participant_fk FOREIGN KEY (hub_id, participant_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE,
    CONSTRAINT participant_post_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT participant_post_responsibility_check CHECK (responsibility IN
        ('CLASSROOM_TEACHER', 'KEY_STAGE_LEAD', 'SECOND_IN_DEPARTMENT', 'HEAD_OF_DEPARTMENT', 'SENIOR_LEADER')),
    CONSTRAINT participant_post_dates_check CHECK (start_date <= end_date),
    CONSTRAINT participant_post_expected_check CHECK (
        expected_from_date <= expected_until_date AND expected_from_date >= start_date
        AND expected_until_date <= end_date AND expected_from_date <= end_date AND expected_until_date >= start_date)
);

-- A department's people.
CREATE INDEX participant_post_department_idx ON participant_post (hub_id, department_id, participant_id);

ALTER TABLE participant ADD COLUMN left_date date;

-- The owner moves the rows of every hub.
ALTER TABLE participant NO FORCE ROW LEVEL SECURITY;
ALTER TABLE department NO FORCE ROW LEVEL SECURITY;

UPDATE participant SET left_date = (update_time AT TIME ZONE 'Europe/London')::date WHERE state = 'LEFT';
INSERT INTO participant_post (hub_id, participant_id, ordinal, department_id, job_title, responsibility, end_date)
SELECT hub_id, id, 1, department_id, job_title, responsibility, left_date FROM participant;

-- That the head has a post there is checked under the locks of both: a post may end and another begin.
ALTER TABLE department DROP CONSTRAINT department_head_fk;
ALTER TABLE department ADD CONSTRAINT department_head_fk
    FOREIGN KEY (hub_id, head_id) REFERENCES participant (hub_id, id);
ALTER TABLE participant
    DROP CONSTRAINT participant_department_key,
    DROP COLUMN department_id,
    DROP COLUMN job_title,
    DROP COLUMN responsibility,
    ADD CONSTRAINT participant_left_check CHECK ((state = 'LEFT') = (left_date IS NOT NULL));

ALTER TABLE participant FORCE ROW LEVEL SECURITY;
ALTER TABLE department FORCE ROW LEVEL SECURITY;

-- ListDepartments by head, and the departments that a person heads.
CREATE INDEX department_head_idx ON department (hub_id, head_id) WHERE head_id IS NOT NULL;

ALTER TABLE participant_post ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_post FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participant_post
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON participant_post FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE, DELETE ON participant_post TO mastery_runtime;
