-- Where the personal values of a stored answer are read back from: the revision of the log that its write saw, or took.
-- Answers from before held them themselves; they are forgotten at once rather than kept for up to seven days.
ALTER TABLE request ADD COLUMN revision bigint;

ALTER TABLE request NO FORCE ROW LEVEL SECURITY;
DELETE FROM request;
ALTER TABLE request FORCE ROW LEVEL SECURITY;
