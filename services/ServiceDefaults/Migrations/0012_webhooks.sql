-- Where the changes of a hub are sent. The log itself is the queue: a webhook keeps its place in it, and what could not be
-- delivered is named by its revision. So neither table holds anything of a change, and what is erased from the log is
-- never sent again. The signing secret is derived from the service's key and is in neither.
CREATE TABLE webhook (
    hub_id             text        NOT NULL,
    id                 uuid        NOT NULL,
    -- The API client that owns it.
    client_id          text        NOT NULL,
    uri                text        NOT NULL,
    resource_types     text[]      NOT NULL,
    disabled           boolean     NOT NULL DEFAULT false,
    disabled_reason    text        NOT NULL DEFAULT 'UNSPECIFIED',
    -- The secret is derived from it, and it rises with each rotation.
    secret_generation  int         NOT NULL DEFAULT 1,
    rotate_time        timestamptz NOT NULL DEFAULT now(),
    -- Until when the secret before signs too.
    previous_end_time  timestamptz,
    revision           bigint      NOT NULL DEFAULT 1,
    create_time        timestamptz NOT NULL DEFAULT now(),
    update_time        timestamptz NOT NULL DEFAULT now(),
    -- The place in the log: all up to this change is done with. NULL: the hub had no log yet.
    epoch              uuid,
    place_revision     bigint      NOT NULL,
    place_ordinal      int         NOT NULL,
    -- Rises when somebody else than the deliverer changes what it goes by: then its result does not count.
    place_version      bigint      NOT NULL DEFAULT 1,
    failure_count      int         NOT NULL DEFAULT 0,
    next_attempt_time  timestamptz,
    last_delivery_time timestamptz,
    last_failure       text        NOT NULL DEFAULT 'UNSPECIFIED',
    last_status        int         NOT NULL DEFAULT 0,
    -- Who delivers, and until when nobody else does.
    lease_holder       uuid,
    lease_end_time     timestamptz,
    CONSTRAINT webhook_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT webhook_disabled CHECK (disabled = (disabled_reason <> 'UNSPECIFIED'))
);

-- What was sent in vain as often as it is tried.
CREATE TABLE webhook_dead_letter (
    hub_id        text        NOT NULL,
    webhook_id    uuid        NOT NULL,
    -- The webhook-id header.
    id            text        NOT NULL,
    epoch         uuid        NOT NULL,
    revision      bigint      NOT NULL,
    ordinal       int         NOT NULL,
    failure       text        NOT NULL,
    status        int         NOT NULL,
    attempt_count int         NOT NULL,
    attempt_time  timestamptz NOT NULL,
    -- Whether it waits to be sent again.
    replaying     boolean     NOT NULL DEFAULT false,
    CONSTRAINT webhook_dead_letter_pk PRIMARY KEY (hub_id, webhook_id, id),
    CONSTRAINT webhook_dead_letter_webhook FOREIGN KEY (hub_id, webhook_id) REFERENCES webhook ON DELETE CASCADE
);

ALTER TABLE webhook ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE webhook_dead_letter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON webhook
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY tenant ON webhook_dead_letter
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON webhook FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY national_read ON webhook_dead_letter FOR SELECT USING (current_setting('mastery.hub', true) = '*');
SELECT deny_bound('webhook');
SELECT deny_bound('webhook_dead_letter');

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook, webhook_dead_letter TO mastery_runtime;
