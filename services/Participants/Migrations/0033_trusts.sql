-- Trusts, and which schools belong to them since when. Reference data, like schools.

CREATE TABLE trust (
    uid text NOT NULL,
    display_name text NOT NULL DEFAULT '',
    display_name_words tsvector GENERATED ALWAYS AS (fold_words(display_name)) STORED,
    companies_house_number text NOT NULL DEFAULT '',
    ukprn text NOT NULL DEFAULT '',
    type text NOT NULL DEFAULT 'UNSPECIFIED',
    status text NOT NULL DEFAULT 'UNSPECIFIED',
    open_date date,
    close_date date,
    -- For each fact, in the order of TrustFacts, the day of the newest source that has said it.
    dates date[] NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT trust_pk PRIMARY KEY (uid),
    CONSTRAINT trust_uid_form CHECK (uid ~ '^[1-9]\d{0,9}$'),
    CONSTRAINT trust_type CHECK (
        type IN ('UNSPECIFIED', 'FOUNDATION', 'MULTI_ACADEMY', 'SINGLE_ACADEMY', 'SECURE_SINGLE_ACADEMY')),
    CONSTRAINT trust_status CHECK (status IN ('UNSPECIFIED', 'OPEN', 'CLOSED', 'PROPOSED_TO_OPEN'))
);

-- ListTrusts by words of the name, and ordered by it.
CREATE INDEX trust_by_words ON trust USING gin (display_name_words);
CREATE INDEX trust_by_display_name ON trust (display_name, uid);

-- A membership is made from every extract that has it. The school need not be in the directory.
CREATE TABLE trust_membership (
    trust text NOT NULL,
    urn text NOT NULL,
    -- As the newest extract with a joining date has it, and the day of that extract.
    join_date date,
    join_extract date,
    -- The days of the oldest and the newest extract that have the membership.
    first_seen date NOT NULL,
    last_seen date NOT NULL,
    -- The first day on which the school did not belong to the trust any more.
    leave_date date,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT trust_membership_pk PRIMARY KEY (trust, urn),
    CONSTRAINT trust_membership_trust FOREIGN KEY (trust) REFERENCES trust (uid),
    CONSTRAINT trust_membership_urn_form CHECK (urn ~ '^\d{6}$')
);
-- The trusts of a school.
CREATE INDEX trust_membership_by_urn ON trust_membership (urn, trust);

-- The extracts of group links that were complete: a school that is in none after its own has left.
CREATE TABLE trust_link_extract (
    extract_date date NOT NULL,
    create_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT trust_link_extract_pk PRIMARY KEY (extract_date)
);

GRANT SELECT, INSERT, UPDATE ON trust, trust_membership TO mastery_runtime;
GRANT SELECT, INSERT ON trust_link_extract TO mastery_runtime;

-- What establishment files have told so far.
INSERT INTO trust (uid, display_name, dates)
SELECT DISTINCT ON (s.trust_code) s.trust_code, s.trust_name,
    array_fill(NULL::date, ARRAY[7])
FROM school s WHERE s.trust_code ~ '^[1-9]\d{0,9}$'
ORDER BY s.trust_code, s.trust_name;
UPDATE trust t SET dates[1] = d.day
FROM (SELECT s.trust_code, max(f.dates[13]) AS day FROM school s JOIN school_fact_date f USING (urn)
    GROUP BY s.trust_code) AS d
WHERE d.trust_code = t.uid;
INSERT INTO trust_membership (trust, urn, first_seen, last_seen)
SELECT s.trust_code, s.urn, f.dates[13], f.dates[13]
FROM school s JOIN school_fact_date f USING (urn) JOIN trust t ON t.uid = s.trust_code
WHERE f.dates[13] IS NOT NULL;

-- Trusts and memberships as the contract's JSON has them, for the log.
CREATE VIEW trust_json AS
SELECT t.uid, jsonb_strip_nulls(jsonb_build_object(
    'name', 'trusts/' || t.uid,
    'uid', t.uid,
    'displayName', nullif(t.display_name, ''),
    'companiesHouseNumber', nullif(t.companies_house_number, ''),
    'ukprn', nullif(t.ukprn, ''),
    'type', 'TYPE_' || nullif(t.type, 'UNSPECIFIED'),
    'status', 'STATUS_' || nullif(t.status, 'UNSPECIFIED'),
    'openDate', t.open_date,
    'closeDate', t.close_date,
    'etag', 'r' || t.revision,
    'createTime', iso(t.create_time),
    'updateTime', iso(t.update_time))) AS body
FROM trust t;

CREATE VIEW trust_membership_json AS
SELECT m.trust, m.urn, jsonb_strip_nulls(jsonb_build_object(
    'name', 'trusts/' || m.trust || '/memberships/' || m.urn,
    'school', 'schools/' || m.urn,
    'joinDate', m.join_date,
    'leaveDate', m.leave_date,
    'firstSeenDate', m.first_seen)) AS body
FROM trust_membership m;

GRANT SELECT ON trust_json, trust_membership_json TO mastery_runtime;

-- When a membership ended: when newer sources say otherwise, on the day on which the school joined its next trust, or
-- after the last extract that has the membership; else with its trust. What sources of after the trust's end say is no
-- contradiction.
CREATE VIEW trust_membership_end AS
SELECT m.trust, m.urn, coalesce(o.leave_date, CASE WHEN t.status = 'CLOSED' THEN c.close_date END) AS leave_date
FROM trust_membership m
JOIN trust t ON t.uid = m.trust
LEFT JOIN school s ON s.urn = m.urn
LEFT JOIN school_fact_date f ON f.urn = m.urn
CROSS JOIN LATERAL (
    SELECT CASE WHEN t.status = 'CLOSED' THEN coalesce(t.close_date, m.last_seen + 1) ELSE 'infinity' END AS close_date
    ) AS c
LEFT JOIN LATERAL (
    SELECT min(n.join_date) FILTER (WHERE n.join_date > coalesce(m.join_date, m.first_seen)) AS join_date,
        min(coalesce(n.join_date, greatest(n.first_seen, m.last_seen + 1))) AS day
    FROM trust_membership n JOIN trust nt ON nt.uid = n.trust
    WHERE n.urn = m.urn AND n.trust <> m.trust AND n.last_seen > m.last_seen AND nt.status <> 'CLOSED') AS n ON true
CROSS JOIN LATERAL (
    SELECT CASE WHEN n.day <= c.close_date
            OR s.trust_code <> m.trust AND f.dates[13] > m.last_seen AND f.dates[13] <= c.close_date
            OR EXISTS (SELECT FROM trust_link_extract e
                WHERE e.extract_date > m.last_seen AND e.extract_date <= c.close_date)
        THEN coalesce(n.join_date, m.last_seen + 1) END AS leave_date) AS o;

-- The newest word on each school's trust that is in memberships and complete extracts: no trust where the newest
-- complete extract does not have the school.
CREATE VIEW trust_newest AS
SELECT s.urn, w.day, w.trust
FROM school s
CROSS JOIN LATERAL (
    SELECT c.last_seen AS day, c.trust FROM (
        SELECT m.last_seen, m.trust, m.join_date
        FROM trust_membership m JOIN trust t ON t.uid = m.trust
        WHERE m.urn = s.urn AND t.status <> 'CLOSED'
        UNION ALL
        SELECT max(e.extract_date), '', '-infinity' FROM trust_link_extract e
        UNION ALL
        -- A trust that has closed since has no schools.
        SELECT t.dates[5], '', '-infinity' FROM trust t WHERE t.uid = s.trust_code AND t.status = 'CLOSED') AS c
    WHERE c.last_seen IS NOT NULL
    ORDER BY c.last_seen DESC, c.trust <> '' DESC, c.join_date DESC NULLS LAST, length(c.trust) DESC, c.trust DESC
    LIMIT 1) AS w;

GRANT SELECT ON trust_membership_end, trust_newest TO mastery_runtime;
