-- What people ask about the data that a hub holds of them, and until when it has to be answered. Hub-owned: hub_id leads
-- every key, row-level security is forced. A token bound to a school sees none.

CREATE TABLE data_request (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    participant_id uuid,
    display_name text NOT NULL,
    email text NOT NULL,
    message text NOT NULL,
    receive_date date NOT NULL,
    state text NOT NULL,
    -- The last day for the answer, in England; NULL while the person is waited for.
    due_date date,
    -- What the person was asked: kind, reason, startDate, endDate.
    pauses jsonb NOT NULL,
    extension_reason text NOT NULL,
    extension_notify_date date,
    outcome text,
    outcome_reason text NOT NULL,
    close_date date,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT data_request_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT data_request_participant_fk FOREIGN KEY (hub_id, participant_id) REFERENCES participant (hub_id, id),
    CONSTRAINT data_request_type_check CHECK (type IN ('ACCESS', 'CORRECTION', 'ERASURE')),
    CONSTRAINT data_request_state_check CHECK (state IN ('OPEN', 'PAUSED', 'CLOSED')),
    CONSTRAINT data_request_outcome_check CHECK (outcome IN ('COMPLETED', 'NOTHING_HELD', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT data_request_due_check CHECK (CASE state
        WHEN 'OPEN' THEN due_date IS NOT NULL WHEN 'PAUSED' THEN due_date IS NULL ELSE true END),
    CONSTRAINT data_request_closed_check CHECK (num_nulls(outcome, close_date) = CASE state WHEN 'CLOSED' THEN 0 ELSE 2 END)
);

-- ListDataRequests by what is due first, and that of every hub by creation.
CREATE INDEX data_request_due_date_idx ON data_request (hub_id, due_date, id);
CREATE INDEX data_request_national_create_time_idx ON data_request (create_time, hub_id, id);
-- What refers to a participant.
CREATE INDEX data_request_participant_idx ON data_request (hub_id, participant_id);

ALTER TABLE data_request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON data_request
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON data_request FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY bound ON data_request AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');

GRANT SELECT, INSERT, UPDATE ON data_request TO mastery_runtime;
