-- Tokens can be void before they expire: each carries the generation of its client, and services refuse one of an
-- earlier generation than the client's.
ALTER TABLE api_client
    -- Rises when the client is revoked, may do less than before, or ends its other secrets.
    ADD COLUMN generation bigint NOT NULL DEFAULT 0,
    -- When it last rose.
    ADD COLUMN void_time timestamptz;

-- The clients whose void tokens may not have expired yet, asked for every other second by every service.
CREATE INDEX api_client_void_time ON api_client (void_time);
