-- Who was answered values of fields that need a scope of their own, for example a Teacher Reference Number: an entry for
-- each answer and hub. It names the people and the fields and has no value of them.
CREATE TABLE sensitive_read (
    hub_id      text        NOT NULL,
    id          uuid        NOT NULL,
    actor       text        NOT NULL,
    -- The id of the access token (jti); empty where its issuer gives none.
    token_id    text        NOT NULL,
    -- The gRPC method, package.Service/Method.
    method      text        NOT NULL,
    -- The hub that the request was about; * for every hub.
    request_hub text        NOT NULL,
    -- The resources whose values were answered, and the paths of the fields in them.
    resources   text[]      NOT NULL,
    fields      text[]      NOT NULL,
    trace_id    text        NOT NULL,
    create_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sensitive_read_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT sensitive_read_filled CHECK (cardinality(resources) > 0 AND cardinality(fields) > 0)
);

-- Serves the entries of a time.
CREATE INDEX sensitive_read_time ON sensitive_read (hub_id, create_time, id);

ALTER TABLE sensitive_read ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON sensitive_read
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON sensitive_read FOR SELECT USING (current_setting('mastery.hub', true) = '*');
-- What a session that is bound to a school reads is entered too, and it sees no entry.
CREATE POLICY bound ON sensitive_read AS RESTRICTIVE FOR SELECT TO mastery_runtime
    USING (coalesce(current_setting('mastery.bound', true), '') = '');

-- Entries are added and read, never changed or deleted, and the time is the database's.
GRANT SELECT, INSERT (hub_id, id, actor, token_id, method, request_hub, resources, fields, trace_id)
    ON sensitive_read TO mastery_runtime;
