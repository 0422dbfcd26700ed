-- What went to another hub with a department keeps its row in the former hub, which says where it is. Ids stay the same in
-- every hub, so that a department can come back.

ALTER TABLE department
    ADD COLUMN moved_to_hub text,
    ADD CONSTRAINT department_moved_check CHECK ((state = 'MOVED') = (moved_to_hub IS NOT NULL)),
    DROP CONSTRAINT department_state_check,
    ADD CONSTRAINT department_state_check CHECK (state IN ('ACTIVE', 'CLOSED', 'MOVED')),
    DROP CONSTRAINT department_school_key;
-- One active department per school and subject. That a closed one is opened again rather than another one made, the
-- service sees to; but one that comes back may find a closed one that the hub made in between.
CREATE UNIQUE INDEX department_school_key ON department (hub_id, school, subject) WHERE state = 'ACTIVE';
-- The departments of a hub that went to another.
CREATE INDEX department_moved_idx ON department (hub_id, id) WHERE state = 'MOVED';

ALTER TABLE participant
    ADD COLUMN moved_to_hub text,
    ADD CONSTRAINT participant_moved_check CHECK ((state = 'MOVED') = (moved_to_hub IS NOT NULL)),
    DROP CONSTRAINT participant_state_check,
    ADD CONSTRAINT participant_state_check CHECK (state IN ('ACTIVE', 'LEFT', 'MERGED', 'MOVED')),
    DROP CONSTRAINT participant_left_check,
    ADD CONSTRAINT participant_left_check CHECK (
        CASE state WHEN 'ACTIVE' THEN left_date IS NULL WHEN 'LEFT' THEN left_date IS NOT NULL ELSE true END);

ALTER TABLE application
    ADD COLUMN moved_to_hub text,
    ADD CONSTRAINT application_moved_check CHECK ((state = 'MOVED') = (moved_to_hub IS NOT NULL)),
    DROP CONSTRAINT application_state_check,
    ADD CONSTRAINT application_state_check CHECK (state IN
        ('DRAFT', 'SUBMITTED', 'WAITLISTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'MOVED'));

-- The names of the enrolments in other hubs that an enrolment continues, and by which it goes on.
ALTER TABLE enrolment
    ADD COLUMN moved_from text,
    ADD COLUMN moved_to text,
    DROP CONSTRAINT enrolment_transferred_check,
    ADD CONSTRAINT enrolment_transferred_check CHECK (
        (state = 'TRANSFERRED') = (num_nonnulls(to_enrolment_id, moved_to) = 1) AND num_nonnulls(to_enrolment_id, moved_to) < 2);

-- An application makes one enrolment, whoever clicks how often; a transfer continues it.
DROP INDEX enrolment_application_key;
CREATE UNIQUE INDEX enrolment_application_key ON enrolment (hub_id, application_id)
    WHERE from_enrolment_id IS NULL AND moved_from IS NULL;
