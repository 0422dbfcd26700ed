-- Letters to departments about the decisions on their applications, and the outbox from which they are sent.

-- The title of the focus when the application was submitted, for letters: the catalogue is another service's.
ALTER TABLE application ADD COLUMN focus_title text NOT NULL DEFAULT '';

CREATE TABLE letter (
    hub_id text NOT NULL,
    application_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    recipient_id uuid,
    recipient_name text NOT NULL,
    email text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    attempt_count integer NOT NULL,
    send_time timestamptz,
    -- When it is tried next, and until when a worker that has claimed it has it for itself.
    next_attempt_time timestamptz NOT NULL DEFAULT now(),
    lease_end_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT letter_pk PRIMARY KEY (hub_id, application_id, id),
    -- ListLetters over a hub's applications.
    CONSTRAINT letter_hub_key UNIQUE (hub_id, id),
    CONSTRAINT letter_application_fk FOREIGN KEY (hub_id, application_id) REFERENCES application (hub_id, id),
    CONSTRAINT letter_recipient_fk FOREIGN KEY (hub_id, recipient_id) REFERENCES participant (hub_id, id),
    CONSTRAINT letter_kind_check CHECK (kind IN
        ('RECEIVED', 'NEEDS_REVIEW', 'WAITLISTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
    CONSTRAINT letter_state_check CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'SENT_BY_HAND', 'NOT_SENT')),
    CONSTRAINT letter_pending_check CHECK (state NOT IN ('PENDING', 'SENT') OR email <> ''),
    CONSTRAINT letter_send_time_check CHECK ((state IN ('SENT', 'SENT_BY_HAND')) = (send_time IS NOT NULL))
);

-- What the worker takes next.
CREATE INDEX letter_pending_idx ON letter (hub_id, next_attempt_time) WHERE state = 'PENDING';
-- What refers to a participant, before one is deleted.
CREATE INDEX letter_recipient_idx ON letter (hub_id, recipient_id);

ALTER TABLE letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON letter
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON letter FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- A letter is history: it is never deleted.
GRANT SELECT, INSERT, UPDATE ON letter TO mastery_runtime;
