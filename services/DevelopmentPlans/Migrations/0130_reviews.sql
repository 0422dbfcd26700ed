-- Reviews of plans. A review stays as it was written: the service may not update one. It deletes them where a plan goes
-- to another hub.
CREATE TABLE review (
    hub_id        text        NOT NULL,
    plan_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    review_date   date        NOT NULL,
    summary       text        NOT NULL DEFAULT '',
    aim_reviews   jsonb       NOT NULL,
    corrects      uuid,
    plan_revision bigint      NOT NULL,
    revision      bigint      NOT NULL DEFAULT 1,
    create_time   timestamptz NOT NULL DEFAULT now(),
    update_time   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_pk PRIMARY KEY (hub_id, plan_id, id),
    CONSTRAINT review_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT review_aim_reviews_list CHECK (jsonb_typeof(aim_reviews) = 'array')
);

-- A review is put right once; then its correction can be.
CREATE UNIQUE INDEX review_corrected_once ON review (hub_id, plan_id, corrects) WHERE corrects IS NOT NULL;

ALTER TABLE review ENABLE ROW LEVEL SECURITY;
ALTER TABLE review FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON review
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON review FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY bound ON review AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = '' OR sees_plan(hub_id, plan_id));

GRANT SELECT, INSERT, DELETE ON review TO mastery_runtime;

-- The day of the latest review that counts.
ALTER TABLE plan ADD COLUMN last_review_date date;
