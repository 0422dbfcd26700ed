-- Imports of past participations: what would come of each row of a list, until it is applied. Hub-owned: hub_id leads every
-- key, row-level security is forced. A token bound to a school sees none: a list is of many schools.

CREATE TABLE participation_import (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    file_name text NOT NULL,
    state text NOT NULL,
    -- The rows with what comes of them, as the contract's JSON.
    plan jsonb NOT NULL,
    create_count integer NOT NULL,
    new_department_count integer NOT NULL,
    known_count integer NOT NULL,
    undecided_count integer NOT NULL,
    rejected_count integer NOT NULL,
    apply_actor text NOT NULL,
    apply_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT participation_import_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT participation_import_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT participation_import_state_check CHECK (state IN ('PLANNED', 'APPLIED')),
    CONSTRAINT participation_import_apply_time_check CHECK ((state = 'APPLIED') = (apply_time IS NOT NULL))
);

ALTER TABLE participation_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE participation_import FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participation_import
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON participation_import FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE ON participation_import TO mastery_runtime;
