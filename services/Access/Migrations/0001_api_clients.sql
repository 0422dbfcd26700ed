-- API clients: the programs that may ask for tokens, with what each may do. National: a client may serve several hubs.
CREATE TABLE api_client (
    id text NOT NULL,
    display_name text NOT NULL,
    -- Two may be live at once, so that a secret can be changed without an outage. Hashes only.
    secret_hashes text[] NOT NULL,
    scopes text[] NOT NULL,
    -- Ids of hubs, or the one element * for every hub.
    hubs text[] NOT NULL,
    expire_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT api_client_pk PRIMARY KEY (id),
    CONSTRAINT api_client_id_form CHECK (id ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$'),
    CONSTRAINT api_client_secrets CHECK (cardinality(secret_hashes) BETWEEN 1 AND 2),
    CONSTRAINT api_client_every_hub CHECK (NOT '*' = ANY (hubs) OR cardinality(hubs) = 1)
);

GRANT SELECT ON api_client TO mastery_runtime;
