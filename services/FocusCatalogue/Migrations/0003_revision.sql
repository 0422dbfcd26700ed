-- "revision" means one thing in the catalogue, as in its contract: the number of a project's published state. The version
-- of a row, which its etag shows, is row_version.

ALTER TABLE project RENAME COLUMN revision TO row_version;
ALTER TABLE project RENAME COLUMN edition TO revision;
ALTER TABLE project RENAME CONSTRAINT project_edition_positive TO project_revision_positive;
ALTER TABLE focus RENAME COLUMN revision TO row_version;

ALTER TABLE project_revision RENAME COLUMN revision TO row_version;
ALTER TABLE project_revision RENAME COLUMN edition TO revision;
ALTER TABLE focus_revision RENAME COLUMN revision TO row_version;
ALTER TABLE focus_revision RENAME COLUMN edition TO revision;
