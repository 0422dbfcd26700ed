-- Transfers of departments between hubs. Each of the two hubs has its own row of a transfer, with the same id, so that the
-- rows are hub-owned like all others; the transaction of a change writes both.

CREATE TABLE department_transfer (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    direction text NOT NULL,
    from_hub text NOT NULL,
    to_hub text NOT NULL,
    -- In the offering hub; no foreign key, because the receiving hub does not have it until it accepts.
    department_id uuid NOT NULL,
    school text NOT NULL,
    subject text NOT NULL,
    participant_count integer NOT NULL,
    past_participation_count integer NOT NULL,
    application_count integer NOT NULL,
    places jsonb NOT NULL,
    reason text NOT NULL,
    -- NULL for the day of acceptance.
    effective_date date,
    state text NOT NULL,
    state_reason text NOT NULL,
    state_date date NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT department_transfer_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT department_transfer_hub_fk FOREIGN KEY (hub_id) REFERENCES hub (id),
    CONSTRAINT department_transfer_direction_check CHECK (direction IN ('OUTGOING', 'INCOMING')),
    CONSTRAINT department_transfer_hubs_check CHECK (from_hub <> to_hub),
    CONSTRAINT department_transfer_subject_check CHECK (subject IN ('MATHEMATICS', 'SCIENCE')),
    CONSTRAINT department_transfer_state_check CHECK (state IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'CANCELLED'))
);

-- A department has one open offer.
CREATE UNIQUE INDEX department_transfer_open_key ON department_transfer (hub_id, department_id)
    WHERE state = 'OFFERED' AND direction = 'OUTGOING';
-- ListDepartmentTransfers by time; by creation it goes by the key.
CREATE INDEX department_transfer_create_time_idx ON department_transfer (hub_id, create_time, id);

ALTER TABLE department_transfer ENABLE ROW LEVEL SECURITY;
ALTER TABLE department_transfer FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON department_transfer
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON department_transfer FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- A transfer is history: it is never deleted.
GRANT SELECT, INSERT, UPDATE ON department_transfer TO mastery_runtime;
