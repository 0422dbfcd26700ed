-- Grants: what people may do who sign in with an issuer of people, whose tokens carry neither scopes nor hubs of ours.
-- National, as API clients are: a grant may be for several hubs.
CREATE TABLE access_grant (
    id uuid NOT NULL,
    issuer text NOT NULL,
    -- One of both: the person by the issuer's id, or a group of people.
    subject text,
    external_group text,
    role text NOT NULL,
    -- Ids of hubs, or the one element * for every hub.
    hubs text[] NOT NULL,
    -- The URN of one school, or the UID of a trust, that its tokens are bound to.
    school text,
    trust text,
    display_name text NOT NULL,
    reason text NOT NULL,
    expire_time timestamptz,
    state text NOT NULL DEFAULT 'ACTIVE',
    -- Who gave it.
    creator text NOT NULL,
    -- Rises when it is revoked or ends earlier: tokens of before are void then.
    generation bigint NOT NULL DEFAULT 0,
    -- When it last rose.
    void_time timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT access_grant_pk PRIMARY KEY (id),
    CONSTRAINT access_grant_state CHECK (state IN ('ACTIVE', 'REVOKED')),
    CONSTRAINT access_grant_whose CHECK (num_nonnulls(subject, external_group) = 1),
    CONSTRAINT access_grant_hubs CHECK (cardinality(hubs) > 0),
    CONSTRAINT access_grant_every_hub
        CHECK (NOT '*' = ANY (hubs) OR (cardinality(hubs) = 1 AND num_nonnulls(school, trust) = 0)),
    CONSTRAINT access_grant_bound CHECK (num_nonnulls(school, trust) <= 1),
    CONSTRAINT access_grant_school CHECK (school ~ '^[0-9]{1,6}$'),
    CONSTRAINT access_grant_trust CHECK (trust ~ '^[0-9]{1,6}$')
);

-- Serve the requests for tokens: those of a person, and of each of the person's groups.
CREATE INDEX access_grant_subject ON access_grant (issuer, subject) WHERE state = 'ACTIVE';
CREATE INDEX access_grant_external_group ON access_grant (issuer, external_group) WHERE state = 'ACTIVE';
-- Asked for every other second by every service, as that of the clients is.
CREATE INDEX access_grant_void_time ON access_grant (void_time);

GRANT SELECT, INSERT, UPDATE ON access_grant TO mastery_runtime;
