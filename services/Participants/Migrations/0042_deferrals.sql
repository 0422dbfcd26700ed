-- The times in which a department did not take part: no session in them is expected of it.
ALTER TABLE enrolment ADD COLUMN deferrals jsonb NOT NULL DEFAULT '[]';

-- A merge of two records of a person moves their attendance.
GRANT DELETE ON session_attendance TO mastery_runtime;
