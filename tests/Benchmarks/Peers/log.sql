-- The change log of a first import: every school as new, under the next national revision.
SELECT set_config('mastery.hub', 'national', true);
WITH next AS (
    INSERT INTO revision AS r (hub_id, revision) VALUES ('national', 1)
    ON CONFLICT (hub_id) DO UPDATE SET revision = r.revision + 1
    RETURNING r.revision)
INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, after)
SELECT 'national', next.revision, row_number() OVER (ORDER BY j.urn), 'schools/' || j.urn, 'mastery.services/School',
    'CREATED', 'psql', 'directory.write', '{}', j.body
FROM next CROSS JOIN school_json j;
