-- The term dates that a hub has set for a year. For a year without a row, the usual dates of England hold, which the
-- service computes.
CREATE TABLE term_dates (
    hub_id        text        NOT NULL,
    academic_year text        NOT NULL,
    terms         jsonb       NOT NULL,
    revision      bigint      NOT NULL DEFAULT 1,
    create_time   timestamptz NOT NULL DEFAULT now(),
    update_time   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT term_dates_pk PRIMARY KEY (hub_id, academic_year),
    CONSTRAINT term_dates_academic_year_form CHECK (academic_year ~ '^20[0-9]{2}-[0-9]{2}$'),
    CONSTRAINT term_dates_terms_list CHECK (jsonb_typeof(terms) = 'array')
);

ALTER TABLE term_dates ENABLE ROW LEVEL SECURITY;
ALTER TABLE term_dates FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON term_dates
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON term_dates FOR SELECT USING (current_setting('mastery.hub', true) = '*');

-- A session bound to a school or a trust sees them where it sees a plan that they judge.
CREATE FUNCTION sees_plan_of_hub(of_hub text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.plan p WHERE p.hub_id = of_hub);
END
$$;
CREATE POLICY bound ON term_dates AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan_of_hub(hub_id));

GRANT SELECT, INSERT, UPDATE, DELETE ON term_dates TO mastery_runtime;
