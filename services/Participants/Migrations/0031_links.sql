-- Links between schools are of the newest extract that has them: what an extract turns round or no longer has is
-- withdrawn and kept, and what is doubtful waits for a person.

-- An amalgamation or a merger does not say which of the two schools came first.
ALTER TABLE school_link DROP CONSTRAINT school_link_relation;
UPDATE school_link SET relation = 'MERGER'
WHERE relation = 'OTHER' AND (link_type ILIKE 'Result of Amalgamation%' OR link_type ILIKE 'Merged%');
ALTER TABLE school_link ADD CONSTRAINT school_link_relation
    CHECK (relation IN ('SUCCESSOR', 'PREDECESSOR', 'MERGER', 'OTHER'));

-- The newest extract that has the link.
ALTER TABLE school_link ADD COLUMN extract_date date;
UPDATE school_link SET extract_date = update_time::date;
ALTER TABLE school_link ALTER COLUMN extract_date SET NOT NULL;

-- The extracts that were complete: a link that is in none after its own is withdrawn.
CREATE TABLE link_extract (
    extract_date date NOT NULL,
    create_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT link_extract_pk PRIMARY KEY (extract_date)
);
GRANT SELECT, INSERT ON link_extract TO mastery_runtime;

ALTER TABLE succession
    -- Whether the extract does not say which school came first; there is a succession in either direction then.
    ADD COLUMN undirected boolean NOT NULL DEFAULT false,
    -- The day of the extract that no longer has the link, or has it the other way round; null while it stands.
    ADD COLUMN withdrawn_date date,
    -- Why a person must decide; null when nobody must.
    ADD COLUMN doubt text,
    ADD CONSTRAINT succession_doubt CHECK (
        doubt IS NULL OR doubt IN ('CONTRADICTORY', 'CYCLE', 'SEVERAL', 'SPLIT', 'NO_DIRECTION', 'PREDECESSOR_OPEN',
            'SUCCESSOR_PROPOSED')
        AND NOT followed AND confirmed IS NULL AND withdrawn_date IS NULL);

UPDATE succession SET doubt = 'SEVERAL' WHERE confirmed IS NULL AND NOT followed;

DROP INDEX succession_undecided;
CREATE INDEX succession_doubtful ON succession (predecessor) WHERE doubt IS NOT NULL;

-- What a person must decide: where both directions of a pair are doubtful, it is one decision.
CREATE VIEW succession_queue AS
SELECT s.predecessor, s.successor, s.doubt
FROM succession s
WHERE s.doubt IS NOT NULL
    AND NOT (s.predecessor > s.successor AND s.doubt IN ('CONTRADICTORY', 'NO_DIRECTION')
        AND EXISTS (SELECT FROM succession r WHERE r.predecessor = s.successor AND r.successor = s.predecessor
            AND r.doubt = s.doubt));
GRANT SELECT ON succession_queue TO mastery_runtime;

-- The links of a school and where its history goes, for the log.
CREATE OR REPLACE FUNCTION links_json(school_urn text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'links', (
            SELECT jsonb_agg(jsonb_build_object('school', 'schools/' || l.link_urn, 'linkType', l.link_type,
                'linkName', nullif(l.link_name, ''), 'linkDate', l.link_date) ORDER BY l.link_urn, l.relation)
            FROM school_link l WHERE l.urn = school_urn),
        'successions', (
            SELECT jsonb_agg(jsonb_build_object('successor', 'schools/' || s.successor, 'linkType', s.link_type,
                'linkDate', s.link_date, 'followed', s.followed, 'confirmed', s.confirmed,
                'withdrawnDate', s.withdrawn_date, 'doubt', 'DOUBT_' || s.doubt,
                'reason', nullif(s.confirmed_reason, '')) ORDER BY s.successor)
            FROM succession s WHERE s.predecessor = school_urn)))
$$;
