-- Clients may sign in with a private key in place of a secret: the client has the public ones, and a client with a key
-- needs no secret.
ALTER TABLE api_client
    -- Up to two, the newest first; of each its thumbprint, its JWK, and when it was added and ends.
    ADD COLUMN public_keys jsonb NOT NULL DEFAULT '[]',
    DROP CONSTRAINT api_client_secrets,
    ADD CONSTRAINT api_client_credentials CHECK (
        jsonb_typeof(public_keys) = 'array' AND CASE state
            WHEN 'ACTIVE' THEN cardinality(secret_hashes) <= 2 AND jsonb_array_length(public_keys) <= 2
                AND cardinality(secret_hashes) + jsonb_array_length(public_keys) >= 1
            ELSE cardinality(secret_hashes) + jsonb_array_length(public_keys) = 0 END);

-- The assertions with which clients have signed in, so that each is accepted once, by whichever replica: by a digest of
-- client and `jti`, until they have expired. It is in no change log.
CREATE TABLE client_assertion (
    digest bytea NOT NULL,
    expire_time timestamptz NOT NULL,
    CONSTRAINT client_assertion_pk PRIMARY KEY (digest),
    CONSTRAINT client_assertion_digest CHECK (octet_length(digest) = 32)
);

CREATE INDEX client_assertion_expire_time ON client_assertion (expire_time);

GRANT SELECT, INSERT, DELETE ON client_assertion TO mastery_runtime;
