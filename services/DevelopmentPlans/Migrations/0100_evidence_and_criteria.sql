-- One piece of evidence may show the needs of students and of teachers, and says where what was looked at is kept.
ALTER TABLE evidence
    DROP CONSTRAINT evidence_needs_of_known,
    ALTER COLUMN needs_of TYPE text[] USING ARRAY[needs_of],
    ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT evidence_needs_of_known
        CHECK (needs_of IN ('{STUDENTS}', '{TEACHERS}', '{STUDENTS,TEACHERS}', '{TEACHERS,STUDENTS}')),
    ADD CONSTRAINT evidence_attachments_list CHECK (jsonb_typeof(attachments) = 'array');

-- A success criterion keeps its values over time instead of the last one, which was written by the day on which the aim
-- last changed. Where its value is to go follows from the numbers that are there.
ALTER TABLE aim NO FORCE ROW LEVEL SECURITY;
UPDATE aim SET success_criteria = (
    SELECT jsonb_agg((criterion - '{current,is_measurable,restates_baseline}'::text[]) || jsonb_build_object(
        'direction', CASE
            WHEN (criterion ->> 'target')::double precision > (criterion ->> 'baseline')::double precision
                THEN 'INCREASE'
            WHEN (criterion ->> 'target')::double precision < (criterion ->> 'baseline')::double precision
                THEN 'DECREASE'
            WHEN (criterion ->> 'target')::double precision = (criterion ->> 'baseline')::double precision
                THEN 'MAINTAIN'
            ELSE 'UNSPECIFIED' END,
        'measurements', CASE
            WHEN criterion ->> 'current' IS NULL THEN '[]'::jsonb
            ELSE jsonb_build_array(jsonb_build_object(
                'measure_date', (update_time AT TIME ZONE 'Europe/London')::date, 'value', criterion -> 'current')) END)
        ORDER BY place)
    FROM jsonb_array_elements(success_criteria) WITH ORDINALITY AS listed (criterion, place))
WHERE success_criteria <> '[]';
ALTER TABLE aim FORCE ROW LEVEL SECURITY;
