-- What a plan and each of its parts were at every revision of the plan: a row for what that revision changed. Content is
-- the resource in the contract's JSON; NULL stands for a part that was deleted. The plan itself is the part 'plans',
-- without its revision and times, which those of the rows are.
CREATE TABLE plan_part_version (
    hub_id            text        NOT NULL,
    plan_id           uuid        NOT NULL,
    collection        text        NOT NULL,
    id                uuid        NOT NULL,
    -- The plan's.
    revision          bigint      NOT NULL,
    -- One row of each revision: the list of revisions reads these.
    first_of_revision boolean     NOT NULL,
    content           jsonb,
    actor             text        NOT NULL,
    create_time       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT plan_part_version_pk PRIMARY KEY (hub_id, plan_id, collection, id, revision),
    CONSTRAINT plan_part_version_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT plan_part_version_revision_positive CHECK (revision > 0)
);

-- ListPlanRevisions; also keeps two writes from making one revision.
CREATE UNIQUE INDEX plan_part_version_revision_key ON plan_part_version (hub_id, plan_id, revision)
    WHERE first_of_revision;

-- Plans that were there before begin with what they are now.
ALTER TABLE plan NO FORCE ROW LEVEL SECURITY;
ALTER TABLE evidence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE aim NO FORCE ROW LEVEL SECURITY;
ALTER TABLE activity NO FORCE ROW LEVEL SECURITY;

CREATE FUNCTION pg_temp.moment(at timestamptz) RETURNS text LANGUAGE sql AS
    $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor, create_time)
SELECT hub_id, id, 'plans', id, revision, true, jsonb_strip_nulls(jsonb_build_object(
    'name', 'hubs/' || hub_id || '/plans/' || id, 'enrolment', enrolment, 'department', department, 'focus', focus,
    'academic_year', academic_year, 'title', title, 'vision', vision, 'state', 'STATE_' || state,
    'state_reason', state_reason, 'agree_time', pg_temp.moment(agree_time),
    'moved_to', 'hubs/' || moved_to_hub || '/plans/' || id)), '', update_time
FROM plan;

INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor, create_time)
SELECT hub_id, plan_id, 'evidence', e.id, p.revision, false, jsonb_strip_nulls(jsonb_build_object(
    'name', 'hubs/' || hub_id || '/plans/' || plan_id || '/evidence/' || e.id, 'kind', 'KIND_' || kind,
    'collect_date', collect_date, 'finding', finding,
    'needs_of', (SELECT jsonb_agg('NEEDS_OF_' || whose) FROM unnest(
        string_to_array(trim(BOTH '{}' FROM needs_of::text), ',')) AS n (whose)),
    'measure', CASE WHEN measure_label IS NULL THEN NULL ELSE jsonb_build_object(
        'label', measure_label, 'value', measure_value, 'unit', measure_unit) END,
    'etag', 'r' || e.revision, 'create_time', pg_temp.moment(e.create_time),
    'update_time', pg_temp.moment(e.update_time))), '', p.update_time
FROM evidence e JOIN plan p USING (hub_id) WHERE p.id = e.plan_id;

INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor, create_time)
SELECT hub_id, plan_id, 'aims', a.id, p.revision, false, jsonb_build_object(
    'name', 'hubs/' || hub_id || '/plans/' || plan_id || '/aims/' || a.id, 'statement', statement,
    'outcome_heading', outcome_heading, 'essence_themes', to_jsonb(essence_themes),
    'big_ideas', (SELECT coalesce(jsonb_agg('BIG_IDEA_' || idea), '[]') FROM unnest(big_ideas) AS i (idea)),
    'evidence', (SELECT coalesce(jsonb_agg('hubs/' || hub_id || '/plans/' || plan_id || '/evidence/' || named), '[]')
        FROM unnest(evidence_ids) AS n (named)),
    'success_criteria', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(criterion || jsonb_build_object(
        'direction', 'DIRECTION_' || (criterion ->> 'direction'))) ORDER BY place), '[]')
        FROM jsonb_array_elements(success_criteria) WITH ORDINALITY AS c (criterion, place)),
    'horizon', 'HORIZON_' || horizon, 'status', 'STATUS_' || status, 'etag', 'r' || a.revision,
    'create_time', pg_temp.moment(a.create_time), 'update_time', pg_temp.moment(a.update_time)), '', p.update_time
FROM aim a JOIN plan p USING (hub_id) WHERE p.id = a.plan_id;

INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor, create_time)
SELECT hub_id, plan_id, 'activities', a.id, p.revision, false, jsonb_build_object(
    'name', 'hubs/' || hub_id || '/plans/' || plan_id || '/activities/' || a.id, 'title', a.title,
    'kind', 'KIND_' || kind, 'start_date', start_date, 'end_date', end_date, 'led_by', led_by,
    'whole_department', whole_department, 'audience', to_jsonb(audience), 'state', 'STATE_' || a.state,
    'aims', (SELECT coalesce(jsonb_agg('hubs/' || hub_id || '/plans/' || plan_id || '/aims/' || named), '[]')
        FROM unnest(aim_ids) AS n (named)), 'etag', 'r' || a.revision,
    'create_time', pg_temp.moment(a.create_time), 'update_time', pg_temp.moment(a.update_time)), '', p.update_time
FROM activity a JOIN plan p USING (hub_id) WHERE p.id = a.plan_id;

ALTER TABLE plan FORCE ROW LEVEL SECURITY;
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
ALTER TABLE aim FORCE ROW LEVEL SECURITY;
ALTER TABLE activity FORCE ROW LEVEL SECURITY;

ALTER TABLE plan_part_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_part_version FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plan_part_version
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON plan_part_version FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY bound ON plan_part_version AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan(hub_id, plan_id));

-- What is kept stays as it is. It is deleted with its plan, and where that goes to another hub.
GRANT SELECT, INSERT, DELETE ON plan_part_version TO mastery_runtime;
