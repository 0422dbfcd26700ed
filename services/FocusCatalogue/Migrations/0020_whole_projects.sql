-- A project without lettered foci has one focus that stands for the whole of it: its id is `whole` and its code is the
-- project's. So far NCP24-12 and NCP24-13 had a focus `a` in its place, whose letter the programme does not know.

ALTER TABLE project ADD COLUMN essence_themes jsonb NOT NULL DEFAULT '[]';
ALTER TABLE project_revision ADD COLUMN essence_themes jsonb NOT NULL DEFAULT '[]';

-- An alias is a name that a focus had before: who kept it still finds the focus by it.
ALTER TABLE focus
    ADD COLUMN alias text COLLATE "C",
    ALTER COLUMN code DROP EXPRESSION,
    DROP CONSTRAINT focus_letter_form,
    ADD CONSTRAINT focus_id_form CHECK (id ~ '^([a-z]|whole)$'),
    ADD CONSTRAINT focus_code_form CHECK (code = CASE id WHEN 'whole' THEN project ELSE project || id END);
ALTER TABLE focus_revision ADD COLUMN alias text COLLATE "C";
CREATE UNIQUE INDEX focus_by_alias ON focus (project, alias);

ALTER TABLE focus DROP CONSTRAINT focus_continues_fk;
ALTER TABLE focus_revision DROP CONSTRAINT focus_revision_focus_fk;

-- In drafts, to which nothing can refer yet, also where the text came by a copy.
UPDATE focus f
SET id = 'whole', code = f.project, alias = 'a', row_version = f.row_version + 1, update_time = now()
FROM project p
WHERE p.id = f.project AND f.id = 'a' AND NOT EXISTS (SELECT FROM focus o WHERE o.project = f.project AND o.id <> 'a')
    AND (f.project IN ('NCP24-12', 'NCP24-13') OR p.state = 'DRAFT' AND f.description = (
        SELECT r.description FROM focus_revision r WHERE r.project = 'NCP24-12' AND r.revision = 1 AND r.id = 'a'));
-- Where an operator gave such a project more letters, `whole` is the other name of its first focus.
UPDATE focus SET alias = 'whole' WHERE project IN ('NCP24-12', 'NCP24-13') AND id = 'a';
UPDATE focus f SET continues_id = c.id
FROM focus c
WHERE c.project = f.continues_project AND c.alias = f.continues_id AND c.id = 'whole';

ALTER TABLE focus ADD CONSTRAINT focus_continues_fk
    FOREIGN KEY (continues_project, continues_id) REFERENCES focus (project, id);
-- Revisions that were published before keep the id of their time, so the constraint is not checked for them.
ALTER TABLE focus_revision ADD CONSTRAINT focus_revision_focus_fk
    FOREIGN KEY (project, id) REFERENCES focus (project, id) NOT VALID;
