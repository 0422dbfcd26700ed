-- "Ideally the same Advocates" is judged from who led before, instead of a sentence that names one year. What was published
-- gets a new revision.
WITH changed AS (
    UPDATE project SET eligibility_policy = jsonb_set(
            jsonb_set(eligibility_policy, '{leads,previousLeadsPreferred}', 'true'),
            '{advice}', (
                SELECT coalesce(jsonb_agg(sentence ORDER BY position), '[]')
                FROM jsonb_array_elements(eligibility_policy -> 'advice') WITH ORDINALITY AS a (sentence, position)
                WHERE sentence #>> '{}' NOT LIKE 'The two Advocates are ideally the same who took part in %')),
        revision = CASE state WHEN 'PUBLISHED' THEN revision + 1 ELSE revision END,
        row_version = row_version + 1, update_time = now()
    WHERE eligibility_policy -> 'leads' IS NOT NULL
        AND jsonb_path_exists(eligibility_policy,
            '$.advice[*] ? (@ starts with "The two Advocates are ideally the same who took part in ")')
    RETURNING *),
published AS (INSERT INTO project_revision SELECT * FROM changed WHERE state = 'PUBLISHED')
INSERT INTO focus_revision
SELECT changed.revision, focus.* FROM changed JOIN focus ON focus.project = changed.id WHERE state = 'PUBLISHED';
