-- The version of a membership, for its etag, and in the log as the contract's JSON has it.
ALTER TABLE trust_membership ADD COLUMN revision bigint NOT NULL DEFAULT 1;

CREATE OR REPLACE VIEW trust_membership_json AS
SELECT m.trust, m.urn, jsonb_strip_nulls(jsonb_build_object(
    'name', 'trusts/' || m.trust || '/memberships/' || m.urn,
    'school', 'schools/' || m.urn,
    'joinDate', m.join_date,
    'leaveDate', m.leave_date,
    'firstSeenDate', m.first_seen,
    'etag', 'r' || m.revision,
    'createTime', iso(m.create_time),
    'updateTime', iso(m.update_time))) AS body
FROM trust_membership m;
