-- That a school's department of a subject took part in a stage in a year is a national fact, with no person and no hub in
-- it: every hub's judgement reads it. It is written with the past participation, under the same id. A hub's own code of a
-- local group is not in it.
CREATE TABLE school_participation (
    participation_id uuid NOT NULL,
    urn text NOT NULL,
    subject text NOT NULL,
    stage text NOT NULL,
    academic_year text NOT NULL,
    code text NOT NULL,
    CONSTRAINT school_participation_pk PRIMARY KEY (participation_id)
);

CREATE INDEX school_participation_urn_idx ON school_participation (urn, subject);

GRANT SELECT, INSERT, UPDATE, DELETE ON school_participation TO mastery_runtime;

-- The owner reads the rows of every hub. What was recorded without the checks of today and fails them stays with its hub
-- alone: codes that are none or of another year, years to come, and schools that are not the department's.
ALTER TABLE past_participation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE department NO FORCE ROW LEVEL SECURITY;
INSERT INTO school_participation (participation_id, urn, subject, stage, academic_year, code)
SELECT p.id, p.school, d.subject, p.stage, p.academic_year, CASE p.stage WHEN 'LOCAL' THEN '' ELSE p.code END
FROM past_participation p JOIN department d ON d.hub_id = p.hub_id AND d.id = p.department_id
WHERE (p.code = '' OR p.stage = 'LOCAL' OR p.code ~ '^NCP\d\d-\d\d[a-z]?$' AND substr(p.code, 4, 2) = substr(p.academic_year, 3, 2))
    AND left(p.academic_year, 4)::integer <= extract(year FROM now() - interval '8 months')
    AND (p.school = d.school OR EXISTS (SELECT FROM succession s
        WHERE s.predecessor = p.school AND s.successor = d.school AND s.confirmed IS NOT FALSE));
ALTER TABLE past_participation FORCE ROW LEVEL SECURITY;
ALTER TABLE department FORCE ROW LEVEL SECURITY;

-- Rules are set aside one by one, within the verdict: a decision on a whole verdict stays in the change log.
ALTER TABLE application NO FORCE ROW LEVEL SECURITY;
UPDATE application SET eligibility = eligibility - 'override' WHERE eligibility ? 'override';
ALTER TABLE application FORCE ROW LEVEL SECURITY;

ALTER TABLE application ADD COLUMN overridden boolean NOT NULL
    GENERATED ALWAYS AS (coalesce((eligibility ->> 'overridden')::boolean, false)) STORED;
