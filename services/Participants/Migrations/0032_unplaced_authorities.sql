-- The local authorities of England that no hub serves as a whole, with the schools in them that are in no hub: an
-- operator decides. An authority that is new to GIAS is there too once schools of it are imported.
CREATE VIEW unplaced_authority AS
SELECT l.code, coalesce(nullif(l.display_name, ''), max(s.local_authority_name), '') AS display_name,
    count(s.urn) FILTER (WHERE s.status IN ('OPEN', 'PROPOSED_TO_CLOSE'))::int AS school_count,
    count(s.urn) FILTER (WHERE s.status IN ('OPEN', 'PROPOSED_TO_CLOSE') AND s.secondary AND s.state_funded)::int
        AS secondary_count
FROM (
    SELECT code, display_name FROM local_authority WHERE present AND in_england
    UNION
    SELECT local_authority_code, '' FROM school
    WHERE hub IS NULL AND in_england IS NOT FALSE AND local_authority_code <> ''
        AND local_authority_code NOT IN (SELECT code FROM local_authority)) AS l
LEFT JOIN school s ON s.local_authority_code = l.code AND s.hub IS NULL
WHERE NOT EXISTS (SELECT FROM area a WHERE a.kind = 'LOCAL_AUTHORITY' AND a.code = l.code)
GROUP BY l.code, l.display_name;
GRANT SELECT ON unplaced_authority TO mastery_runtime;
