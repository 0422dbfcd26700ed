-- The change log of a first import: every school as new, under the next national revision.
SELECT set_config('mastery.hub', 'national', true);
SELECT open_pending_changes();
INSERT INTO pending_change (resource, resource_type, kind, paths, after)
SELECT 'schools/' || j.urn, 'mastery.services/School', 'CREATED', '{}', j.body FROM school_json j ORDER BY j.urn;
SELECT append_changes('national', 'psql', 'directory.write', NULL, NULL, '{}', '{}', '{}', '{}', '{}', '{}', '{}');
