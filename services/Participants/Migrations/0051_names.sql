-- Legal, preferred and previous names, each in two parts; previous ones dated where their dates are known. Specialists
-- whose training is complete are called trained.

ALTER TABLE participant NO FORCE ROW LEVEL SECURITY;

ALTER TABLE participant RENAME COLUMN preferred_name TO preferred_given_name;
ALTER TABLE participant ADD COLUMN preferred_family_name text NOT NULL DEFAULT '';
ALTER TABLE participant ALTER COLUMN preferred_family_name DROP DEFAULT;

ALTER TABLE participant ADD COLUMN former_names jsonb NOT NULL DEFAULT '[]';
UPDATE participant SET former_names = (
    SELECT jsonb_agg(jsonb_build_object('familyName', former) ORDER BY position)
    FROM unnest(previous_names) WITH ORDINALITY AS n (former, position))
WHERE cardinality(previous_names) > 0;
ALTER TABLE participant DROP COLUMN previous_names;
ALTER TABLE participant RENAME COLUMN former_names TO previous_names;
ALTER TABLE participant ALTER COLUMN previous_names DROP DEFAULT;

ALTER TABLE participant DROP CONSTRAINT participant_specialist_status_check;
UPDATE participant SET specialist_status = 'TRAINED' WHERE specialist_status = 'ACCREDITED';
ALTER TABLE participant ADD CONSTRAINT participant_specialist_status_check
    CHECK (specialist_status IN ('IN_TRAINING', 'TRAINED', 'WITHDRAWN'));

ALTER TABLE participant FORCE ROW LEVEL SECURITY;

-- ListParticipants by specialist cohort.
CREATE INDEX participant_specialist_cohort_idx ON participant (hub_id, specialist_cohort, id)
    WHERE specialist_cohort IS NOT NULL;
