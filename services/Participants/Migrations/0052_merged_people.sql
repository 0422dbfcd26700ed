-- Two records of one person: the second is merged into the first, which answers in its place.

ALTER TABLE participant
    ADD COLUMN merged_into_id uuid,
    ADD CONSTRAINT participant_merged_check CHECK ((state = 'MERGED') = (merged_into_id IS NOT NULL)),
    DROP CONSTRAINT participant_state_check,
    ADD CONSTRAINT participant_state_check CHECK (state IN ('ACTIVE', 'LEFT', 'MERGED')),
    DROP CONSTRAINT participant_left_check,
    -- A merged record keeps its day of leaving, and with it the state to come back to.
    ADD CONSTRAINT participant_left_check CHECK (state = 'MERGED' OR (state = 'LEFT') = (left_date IS NOT NULL));

-- The records merged into one.
CREATE INDEX participant_merged_into_idx ON participant (hub_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- No cycles, by numbers that grow along every chain: a merged record has one more than those merged into it, one that is not
-- merged has the largest. The foreign key copies the number of the record merged into, and follows when that is merged itself.
ALTER TABLE participant
    ADD COLUMN merge_order bigint NOT NULL DEFAULT 9223372036854775807,
    ADD COLUMN into_order bigint,
    ADD CONSTRAINT participant_merge_order_key UNIQUE (hub_id, id, merge_order),
    ADD CONSTRAINT participant_merged_into_fk FOREIGN KEY (hub_id, merged_into_id, into_order)
        REFERENCES participant (hub_id, id, merge_order) ON UPDATE CASCADE,
    ADD CONSTRAINT participant_merge_order_check CHECK (CASE WHEN merged_into_id IS NULL
        THEN into_order IS NULL AND merge_order = 9223372036854775807
        ELSE into_order IS NOT NULL AND merge_order < into_order END);

-- What a merge did, so that it can be undone. It names fields, positions and resources and holds no personal value.
CREATE TABLE participant_merge (
    hub_id text NOT NULL,
    duplicate_id uuid NOT NULL,
    -- The fields that the first record lacked and got.
    filled text[] NOT NULL,
    -- The positions, among those of the second record, of the posts and external ids that the first one got.
    posts integer[] NOT NULL,
    external_ids integer[] NOT NULL,
    -- The resources that named the second record.
    resources text[] NOT NULL,
    CONSTRAINT participant_merge_pk PRIMARY KEY (hub_id, duplicate_id),
    CONSTRAINT participant_merge_duplicate_fk FOREIGN KEY (hub_id, duplicate_id)
        REFERENCES participant (hub_id, id) ON DELETE CASCADE
);

ALTER TABLE participant_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_merge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participant_merge
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON participant_merge FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, DELETE ON participant_merge TO mastery_runtime;
