-- A hub's local project has a code of the hub's own, YH-ORACY, whose year is the row's own unless the code ends in one.

ALTER TABLE project
    DROP CONSTRAINT project_code_form,
    DROP CONSTRAINT project_year_of_code,
    ADD CONSTRAINT project_code_form CHECK (id ~ '^NCP[0-9]{2}-[0-9]{2}$'
        OR hub IS NOT NULL AND id ~ '^(?!NCP-)[A-Z]{2,5}-[A-Z][A-Z0-9]{1,9}(-[0-9]{2})?$'),
    ADD CONSTRAINT project_year_form CHECK (academic_year ~ '^20[0-9]{2}-[0-9]{2}$'),
    ADD CONSTRAINT project_year_of_code CHECK (substr(academic_year, 3, 2)
        = coalesce(substring(id FROM '^NCP([0-9]{2})-'), substring(id FROM '-([0-9]{2})$'), substr(academic_year, 3, 2)));
