-- The version of a membership, for its etag.
ALTER TABLE trust_membership ADD COLUMN revision bigint NOT NULL DEFAULT 1;
