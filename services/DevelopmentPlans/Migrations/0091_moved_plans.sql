-- A plan goes with its department to another hub, under the same id. Its former hub keeps the row, which says where it is.
ALTER TABLE plan
    ADD COLUMN moved_to_hub text,
    DROP CONSTRAINT plan_state_known,
    ADD CONSTRAINT plan_state_known CHECK (state IN ('DRAFT', 'SHARED', 'AGREED', 'CLOSED', 'MOVED')),
    ADD CONSTRAINT plan_moved_has_hub CHECK ((state = 'MOVED') = (moved_to_hub IS NOT NULL));

-- One live plan per enrolment; also finds it for CreatePlan.
DROP INDEX plan_live;
CREATE UNIQUE INDEX plan_live ON plan (hub_id, enrolment) WHERE state NOT IN ('CLOSED', 'MOVED');
