-- The name of the school that gave it, as it was then: the plan's own school may not look it up.
ALTER TABLE feedback ADD COLUMN school_display_name text NOT NULL DEFAULT '';
