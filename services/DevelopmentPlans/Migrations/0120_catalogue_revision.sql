-- A plan is read with the revision of its project by which it was made, so that a later edit of the catalogue leaves it as
-- it is. 0 stands for the present one: plans that were made before, and those made while the catalogue could not be
-- asked.
ALTER TABLE plan
    ADD COLUMN catalogue_revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN evidence_prompts text[] NOT NULL DEFAULT '{}',
    -- The rule set by which the plan was agreed; 0 until it is.
    ADD COLUMN rule_set_version integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT plan_catalogue_revision_not_negative CHECK (catalogue_revision >= 0),
    ADD CONSTRAINT plan_rule_set_version_not_negative CHECK (rule_set_version >= 0);
