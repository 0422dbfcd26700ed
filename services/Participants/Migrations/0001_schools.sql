-- The national directory: hubs, schools, and who came after whom. Reference data: no hub owns it, every hub reads it.

CREATE TABLE hub (
    id text NOT NULL,
    display_name text NOT NULL,
    former_names jsonb NOT NULL DEFAULT '[]',
    region text NOT NULL DEFAULT '',
    contact_email text NOT NULL DEFAULT '',
    lead_schools jsonb NOT NULL DEFAULT '[]',
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hub_pk PRIMARY KEY (id),
    CONSTRAINT hub_id_form CHECK (id ~ '^[a-z][a-z0-9-]{0,61}[a-z0-9]$' AND id <> 'national')
);

-- An area belongs to one hub at a time: the key says so. Deferred, so that a hub and its areas can be written in either
-- order within one transaction.
CREATE TABLE area (
    kind text NOT NULL,
    code text NOT NULL,
    display_name text NOT NULL DEFAULT '',
    hub text NOT NULL,
    position integer NOT NULL,
    CONSTRAINT area_pk PRIMARY KEY (kind, code),
    CONSTRAINT area_hub FOREIGN KEY (hub) REFERENCES hub (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT area_code_form CHECK (
        kind = 'DISTRICT' AND code ~ '^[EW]\d{8}$' OR kind = 'LOCAL_AUTHORITY' AND code ~ '^\d{3}$')
);

-- The areas of a hub, in the order they were given.
CREATE INDEX area_by_hub ON area (hub, position);

CREATE TABLE school (
    urn text NOT NULL,
    display_name text NOT NULL,
    local_authority_code text NOT NULL DEFAULT '',
    local_authority_name text NOT NULL DEFAULT '',
    establishment_number text NOT NULL DEFAULT '',
    laestab text NOT NULL DEFAULT '',
    ukprn text NOT NULL DEFAULT '',
    type_code text NOT NULL DEFAULT '',
    type_name text NOT NULL DEFAULT '',
    type_group_code text NOT NULL DEFAULT '',
    type_group_name text NOT NULL DEFAULT '',
    status text NOT NULL,
    open_date date,
    close_date date,
    phase text NOT NULL DEFAULT 'UNSPECIFIED',
    statutory_low_age smallint NOT NULL DEFAULT 0,
    statutory_high_age smallint NOT NULL DEFAULT 0,
    trust_code text NOT NULL DEFAULT '',
    trust_name text NOT NULL DEFAULT '',
    street text NOT NULL DEFAULT '',
    locality text NOT NULL DEFAULT '',
    town text NOT NULL DEFAULT '',
    postcode text NOT NULL DEFAULT '',
    region_code text NOT NULL DEFAULT '',
    region_name text NOT NULL DEFAULT '',
    district_code text NOT NULL DEFAULT '',
    district_name text NOT NULL DEFAULT '',
    last_changed_date date,
    -- Derived from the above by the rules of the School record; kept so that lists can filter by them.
    state_funded boolean NOT NULL,
    secondary boolean NOT NULL,
    in_england boolean NOT NULL,
    -- The hub a person assigned, and why.
    assigned_hub text,
    assigned_reason text NOT NULL DEFAULT '',
    -- The hub it belongs to and why, as place() says. Kept by every statement that changes what it depends on, under the
    -- lock that imports and changes of areas take.
    hub text,
    hub_reason text NOT NULL DEFAULT 'NONE',
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT school_pk PRIMARY KEY (urn),
    CONSTRAINT school_assigned_hub FOREIGN KEY (assigned_hub) REFERENCES hub (id),
    CONSTRAINT school_urn_form CHECK (urn ~ '^\d{6}$'),
    CONSTRAINT school_status CHECK (status IN ('OPEN', 'CLOSED', 'PROPOSED_TO_CLOSE', 'PROPOSED_TO_OPEN')),
    CONSTRAINT school_hub_reason CHECK (
        hub_reason = 'NONE' AND hub IS NULL
        OR hub_reason IN ('DISTRICT', 'LOCAL_AUTHORITY', 'ASSIGNED') AND hub IS NOT NULL)
);

-- LookupSchool by LAESTAB; a successor may take its predecessor's over.
CREATE INDEX school_by_laestab ON school (laestab) WHERE laestab <> '';
-- LookupSchool by UKPRN.
CREATE INDEX school_by_ukprn ON school (ukprn) WHERE ukprn <> '';
-- ListSchools of a hub, and the schools to look at when a hub's areas change.
CREATE INDEX school_by_hub ON school (hub, urn);
-- ListSchools of a trust.
CREATE INDEX school_by_trust ON school (trust_code, urn) WHERE trust_code <> '';
-- ListSchools of a local authority.
CREATE INDEX school_by_local_authority ON school (local_authority_code, urn);
-- ListSchools ordered by name.
CREATE INDEX school_by_display_name ON school (display_name, urn);
-- ListSchools by words of the name.
CREATE INDEX school_by_words ON school USING gin (to_tsvector('simple', display_name));

-- The hub a school belongs to, and why: a person's choice, else its district's hub, else its local authority's.
CREATE FUNCTION place(assigned text, district text, local_authority text) RETURNS TABLE (hub text, reason text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
    SELECT coalesce(assigned, d.hub, l.hub),
        CASE WHEN assigned IS NOT NULL THEN 'ASSIGNED' WHEN d.hub IS NOT NULL THEN 'DISTRICT'
            WHEN l.hub IS NOT NULL THEN 'LOCAL_AUTHORITY' ELSE 'NONE' END
    FROM (SELECT) AS one
    LEFT JOIN area d ON d.kind = 'DISTRICT' AND d.code = district
    LEFT JOIN area l ON l.kind = 'LOCAL_AUTHORITY' AND l.code = local_authority
$$;

-- A link between two schools, as the school on its left has it in the GIAS links file. Neither need be in the directory.
CREATE TABLE school_link (
    urn text NOT NULL,
    link_urn text NOT NULL,
    relation text NOT NULL,
    link_type text NOT NULL,
    link_name text NOT NULL DEFAULT '',
    link_date date,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT school_link_pk PRIMARY KEY (urn, link_urn, relation),
    CONSTRAINT school_link_relation CHECK (relation IN ('SUCCESSOR', 'PREDECESSOR', 'OTHER'))
);

-- Who came after whom: each pair once, whichever of the two says so.
CREATE TABLE succession (
    predecessor text NOT NULL,
    successor text NOT NULL,
    -- As the predecessor has it where it does, else as the successor does.
    link_type text NOT NULL,
    link_date date,
    -- What a person decided; null while none did.
    confirmed boolean,
    confirmed_reason text NOT NULL DEFAULT '',
    -- Whether history goes this way: what a person decided, else whether it is the predecessor's only successor.
    followed boolean NOT NULL,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT succession_pk PRIMARY KEY (predecessor, successor)
);

-- History upwards, from a school to those it came from.
CREATE INDEX succession_by_successor ON succession (successor, predecessor);
-- The queue: successions no person decided on and that are not a school's only one.
CREATE INDEX succession_undecided ON succession (predecessor) WHERE confirmed IS NULL AND NOT followed;

GRANT SELECT, INSERT, UPDATE, DELETE ON hub, area TO mastery_runtime;
GRANT SELECT, INSERT, UPDATE ON school, school_link, succession TO mastery_runtime;

-- Schools as the contract's JSON has them: how bulk writes log them, so that the feed reads alike whoever wrote. Built
-- from rows of named types, which costs a third of jsonb_build_object.
CREATE TYPE coded_form AS (code text, "displayName" text);
CREATE TYPE address_form AS (street text, locality text, town text, postcode text);
CREATE TYPE day_form AS (year int, month int, day int);

CREATE FUNCTION coded(code text, name text) RETURNS coded_form LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN code <> '' OR name <> '' THEN ROW(nullif(code, ''), nullif(name, ''))::coded_form END
$$;

CREATE FUNCTION day(moment date) RETURNS day_form LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN moment IS NOT NULL
        THEN ROW(date_part('year', moment), date_part('month', moment), date_part('day', moment))::day_form END
$$;

CREATE FUNCTION iso(moment timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE VIEW school_json AS
SELECT s.urn, jsonb_strip_nulls(to_jsonb(form)) AS body
FROM school s CROSS JOIN LATERAL (
    SELECT
        'schools/' || s.urn AS name,
        s.urn AS urn,
        s.display_name AS "displayName",
        coded(s.local_authority_code, s.local_authority_name) AS "localAuthority",
        nullif(s.establishment_number, '') AS "establishmentNumber",
        nullif(s.laestab, '') AS laestab,
        nullif(s.ukprn, '') AS ukprn,
        coded(s.type_code, s.type_name) AS type,
        coded(s.type_group_code, s.type_group_name) AS "typeGroup",
        'STATUS_' || s.status AS status,
        day(s.open_date) AS "openDate",
        day(s.close_date) AS "closeDate",
        'PHASE_' || nullif(s.phase, 'UNSPECIFIED') AS phase,
        nullif(s.statutory_low_age, 0) AS "statutoryLowAge",
        nullif(s.statutory_high_age, 0) AS "statutoryHighAge",
        coded(s.trust_code, s.trust_name) AS trust,
        CASE WHEN s.street <> '' OR s.locality <> '' OR s.town <> '' OR s.postcode <> ''
            THEN ROW(nullif(s.street, ''), nullif(s.locality, ''), nullif(s.town, ''), nullif(s.postcode, ''))::address_form
            END AS address,
        coded(s.region_code, s.region_name) AS region,
        coded(s.district_code, s.district_name) AS district,
        day(s.last_changed_date) AS "lastChangedDate",
        nullif(s.state_funded, false) AS "stateFunded",
        nullif(s.secondary, false) AS secondary,
        nullif(s.in_england, false) AS "inEngland",
        'hubs/' || s.hub AS hub,
        'HUB_REASON_' || s.hub_reason AS "hubReason",
        nullif(s.assigned_reason, '') AS "hubOverrideReason",
        'r' || s.revision AS etag,
        iso(s.create_time) AS "createTime",
        iso(s.update_time) AS "updateTime") AS form;

-- The fields in which two states of a resource differ, in the contract's spelling.
CREATE FUNCTION changed_paths(before jsonb, after jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(lower(regexp_replace(key, '([A-Z])', '_\1', 'g')) ORDER BY key), '{}')
    FROM jsonb_each(coalesce(before, '{}')) b FULL JOIN jsonb_each(coalesce(after, '{}')) a USING (key)
    WHERE b.value IS DISTINCT FROM a.value AND key NOT IN ('etag', 'updateTime')
$$;

-- The links of a school and where its history goes, for the log.
CREATE FUNCTION links_json(school_urn text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'links', (
            SELECT jsonb_agg(jsonb_build_object('school', 'schools/' || l.link_urn, 'linkType', l.link_type,
                'linkName', nullif(l.link_name, ''), 'linkDate', l.link_date) ORDER BY l.link_urn, l.relation)
            FROM school_link l WHERE l.urn = school_urn),
        'successions', (
            SELECT jsonb_agg(jsonb_build_object('successor', 'schools/' || s.successor, 'linkType', s.link_type,
                'linkDate', s.link_date, 'followed', s.followed, 'confirmed', s.confirmed,
                'reason', nullif(s.confirmed_reason, '')) ORDER BY s.successor)
            FROM succession s WHERE s.predecessor = school_urn)))
$$;

GRANT SELECT ON school_json TO mastery_runtime;
