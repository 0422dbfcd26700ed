-- Which hub a school's department of a subject belongs to: one. National, and this fact alone: everything else about the
-- department stays with its hub. Closed departments belong to nobody.

CREATE TABLE department_owner (
    urn text NOT NULL,
    subject text NOT NULL,
    hub text NOT NULL,
    CONSTRAINT department_owner_pk PRIMARY KEY (urn, subject),
    -- What the departments of the hub refer to.
    CONSTRAINT department_owner_hub_key UNIQUE (hub, urn, subject),
    CONSTRAINT department_owner_hub_fk FOREIGN KEY (hub) REFERENCES hub (id),
    CONSTRAINT department_owner_subject_check CHECK (subject IN ('MATHEMATICS', 'SCIENCE'))
);

GRANT SELECT, INSERT, DELETE ON department_owner TO mastery_runtime;

-- The former schools of a department that went along when its school became another.
ALTER TABLE department
    ADD COLUMN former_schools jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN owned_school text GENERATED ALWAYS AS (CASE WHEN state = 'ACTIVE' THEN school END) STORED;

-- The owner reads the departments of every hub. Of those that several hubs have for one school, the oldest has it.
ALTER TABLE department NO FORCE ROW LEVEL SECURITY;
INSERT INTO department_owner (urn, subject, hub)
SELECT DISTINCT ON (school, subject) school, subject, hub_id FROM department
WHERE state = 'ACTIVE' ORDER BY school, subject, create_time, hub_id;
ALTER TABLE department FORCE ROW LEVEL SECURITY;

-- An active department is its hub's. Not for the rows of before, of which several hubs may have one.
ALTER TABLE department ADD CONSTRAINT department_owner_fk
    FOREIGN KEY (hub_id, owned_school, subject) REFERENCES department_owner (hub, urn, subject) NOT VALID;
