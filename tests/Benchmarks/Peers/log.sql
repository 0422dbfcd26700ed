-- The change log of a first import: every school, trust and membership as new, under the next national revision.
SELECT set_config('mastery.hub', 'national', true);
SELECT open_pending_changes();
INSERT INTO pending_change (resource, resource_type, kind, paths, after)
SELECT 'schools/' || j.urn, 'mastery.services/School', 'CREATED', '{}', j.body FROM school_json j ORDER BY j.urn;
INSERT INTO pending_change (resource, resource_type, kind, paths, after)
SELECT 'trusts/' || j.uid, 'mastery.services/Trust', 'CREATED', '{}', j.body FROM trust_json j ORDER BY j.uid;
INSERT INTO pending_change (resource, resource_type, kind, paths, after)
SELECT 'trusts/' || j.trust || '/memberships/' || j.urn, 'mastery.services/TrustMembership', 'CREATED', '{}', j.body
FROM trust_membership_json j ORDER BY j.trust, j.urn;
SELECT append_changes('national', 'psql', 'directory.write', NULL, NULL, '{}', '{}', '{}', '{}', '{}', '{}', '{}');
