-- API clients are managed by calls: the service itself writes them, and the change log says who did.
ALTER TABLE api_client
    ADD COLUMN state text NOT NULL DEFAULT 'ACTIVE',
    -- When the newest secret was made.
    ADD COLUMN rotate_time timestamptz NOT NULL DEFAULT now(),
    DROP CONSTRAINT api_client_secrets,
    ADD CONSTRAINT api_client_state CHECK (state IN ('ACTIVE', 'REVOKED')),
    -- A revoked client has none.
    ADD CONSTRAINT api_client_secrets
        CHECK (cardinality(secret_hashes) BETWEEN CASE state WHEN 'ACTIVE' THEN 1 ELSE 0 END
                                              AND CASE state WHEN 'ACTIVE' THEN 2 ELSE 0 END);

GRANT INSERT, UPDATE ON api_client TO mastery_runtime;
