-- The name of the school that shares the plan, as it was then: the other schools of the Work Group may not look it up.
ALTER TABLE plan ADD COLUMN school_display_name text NOT NULL DEFAULT '';
