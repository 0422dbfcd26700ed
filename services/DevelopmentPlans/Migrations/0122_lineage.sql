-- The plan, and the aim in it, of an earlier year that this one goes on from. Ids are the same in every hub, so these stay
-- right when a department goes to another hub with all its plans.
ALTER TABLE plan ADD COLUMN continues_id uuid;
ALTER TABLE aim
    ADD COLUMN continues_plan_id uuid,
    ADD COLUMN continues_id uuid,
    ADD CONSTRAINT aim_continues_whole CHECK ((continues_plan_id IS NULL) = (continues_id IS NULL));

-- GetPlanLineage, and ListPlans filtered by the plan that is continued.
CREATE INDEX plan_by_continued ON plan (hub_id, continues_id) WHERE continues_id IS NOT NULL;
