-- What the shared pipeline keeps in every service's database. All of it is hub-owned; national resources are kept under
-- the reserved hub id 'national'.

-- The counter of each scope. Taken as the last statement before commit, so that revisions are gapless and in the order
-- of the commits. The epoch changes when a database is restored, so that an old feed token is refused.
CREATE TABLE revision (
    hub_id   text   NOT NULL,
    epoch    uuid   NOT NULL DEFAULT gen_random_uuid(),
    revision bigint NOT NULL,
    CONSTRAINT revision_pk PRIMARY KEY (hub_id)
);

-- The audit entry, the feed entry and the history of a resource at once.
CREATE TABLE change (
    hub_id        text        NOT NULL,
    revision      bigint      NOT NULL,
    ordinal       int         NOT NULL,
    resource      text        NOT NULL,
    resource_type text        NOT NULL,
    kind          text        NOT NULL,
    actor         text        NOT NULL,
    scope         text        NOT NULL,
    paths         text[]      NOT NULL,
    before        jsonb,
    after         jsonb,
    request_id    text,
    trace_id      text,
    change_time   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT change_pk PRIMARY KEY (hub_id, revision, ordinal),
    CONSTRAINT change_kind CHECK (kind IN ('CREATED', 'UPDATED', 'DELETED', 'MERGED', 'MOVED'))
);

-- Serves the history of one resource.
CREATE INDEX change_resource ON change (hub_id, resource, revision);

-- The first answer to each request_id, given again when the request is repeated.
CREATE TABLE request (
    hub_id      text        NOT NULL,
    actor       text        NOT NULL,
    request_id  uuid        NOT NULL,
    digest      bytea       NOT NULL,
    response    bytea,
    create_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT request_pk PRIMARY KEY (hub_id, actor, request_id)
);

-- Serves the pruning of old answers.
CREATE INDEX request_age ON request (hub_id, create_time);

ALTER TABLE revision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON revision
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY tenant ON change
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY tenant ON request
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));

CREATE POLICY national_read ON revision FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY national_read ON change FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- The log can be added to and read, never changed.
GRANT SELECT, INSERT ON change TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON revision TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON request TO mastery_runtime;
