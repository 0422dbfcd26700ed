-- Feedback on plans, from other departments of the same Work Group. It is kept when a plan returns to draft or is closed,
-- and then seen by the plan's department and the one that gave it.
CREATE TABLE feedback (
    hub_id          text        NOT NULL,
    plan_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    kind            text        NOT NULL,
    department      text        NOT NULL,
    subject_kind    text        NOT NULL DEFAULT '',
    subject_id      uuid,
    comment         text        NOT NULL,
    response        text        NOT NULL DEFAULT '',
    respond_time    timestamptz,
    resolution      text        NOT NULL DEFAULT '',
    resolve_time    timestamptz,
    state           text        NOT NULL,
    plan_revision   bigint      NOT NULL,
    revision        bigint      NOT NULL DEFAULT 1,
    create_time     timestamptz NOT NULL DEFAULT now(),
    update_time     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feedback_pk PRIMARY KEY (hub_id, plan_id, id),
    CONSTRAINT feedback_plan_fk FOREIGN KEY (hub_id, plan_id) REFERENCES plan (hub_id, id),
    CONSTRAINT feedback_kind_known CHECK (kind IN ('SUPPORT', 'CHALLENGE')),
    CONSTRAINT feedback_state_known CHECK (state IN ('OPEN', 'ANSWERED', 'RESOLVED')),
    CONSTRAINT feedback_subject_known CHECK (subject_kind IN ('', 'aims', 'evidence', 'activities')
        AND (subject_kind = '') = (subject_id IS NULL)),
    CONSTRAINT feedback_answered_has_response CHECK (state <> 'ANSWERED' OR response <> '')
);

ALTER TABLE feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON feedback
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON feedback FOR SELECT USING (current_setting('mastery.hub', true) = '*');
CREATE POLICY bound ON feedback AS RESTRICTIVE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ','))
        OR owns_plan(hub_id, plan_id)
        -- That which a plan got in another hub, before its department came, is not for its Work Group here.
        OR (split_part(department, '/', 2) = hub_id AND sees_plan(hub_id, plan_id)));
CREATE POLICY bound_insert ON feedback AS RESTRICTIVE FOR INSERT
    WITH CHECK (coalesce(current_setting('mastery.bound', true), '') = ''
        OR (department = ANY (string_to_array(current_setting('mastery.bound', true), ','))
            AND sees_plan(hub_id, plan_id)));
CREATE POLICY bound_update ON feedback AS RESTRICTIVE FOR UPDATE
    USING (coalesce(current_setting('mastery.bound', true), '') = ''
        OR department = ANY (string_to_array(current_setting('mastery.bound', true), ','))
        OR owns_plan(hub_id, plan_id));
CREATE POLICY bound_delete ON feedback AS RESTRICTIVE FOR DELETE
    USING (coalesce(current_setting('mastery.bound', true), '') = '');

GRANT SELECT, INSERT, UPDATE, DELETE ON feedback TO mastery_runtime;
