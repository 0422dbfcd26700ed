-- The texts of 2024/25 as the programme's pages have them, without years, cohorts and codes, which are data of the
-- project. Only what still is as it was seeded, in revision 1, changes, in copies of it too; what an operator wrote
-- stays, and so does what is retired.
--
-- Not confirmed by a page, and told here and in the README instead of to departments: the code of NCP23-14 and the
-- letters of its foci (taken from NCP24-14), the bounds of its policy and the end of its registration (inferred), and
-- the day on which registration for NCP24-14 opens.

WITH texts (id, text) AS (VALUES
    ('NCP23-14', 'Mathematics departments in state-funded secondary schools in England that took part in a Secondary '
        || 'Teaching for Mastery Development Work Group, and the departments of Secondary Mastery Specialists who are '
        || 'embedding their work.'),
    ('NCP24-12', 'State-funded secondary schools in England that want to introduce teaching for mastery: this is the '
        || 'first year of the road. Free to schools. To take part, contact your Maths Hub; in Yorkshire and the '
        || 'Humber, yhmathshub@outwood.com.'),
    ('NCP24-13', 'Departments in the second year of the road, after their Development Work Group. A school that takes '
        || 'part also joins a Sustaining Work Group. Free to schools. To take part, contact your Maths Hub; in '
        || 'Yorkshire and the Humber, yhmathshub@outwood.com.'),
    ('NCP24-14', 'Departments that took part in a Secondary Teaching for Mastery Development Work Group in an earlier '
        || 'year, and the departments of Secondary Mastery Specialists who are embedding their work in developing '
        || 'teaching for mastery approaches, in state-funded secondary schools in England. Each school has two lead '
        || 'participants, the Advocates: at least one an experienced teacher with substantial responsibility in the '
        || 'department and the authority to make change happen, and all with a passion for developing teaching and an '
        || 'enthusiasm to work with their departmental colleagues. The whole department belongs to the community, and '
        || 'colleagues may join particular sessions. Free to schools. To take part, contact your Maths Hub; in '
        || 'Yorkshire and the Humber, yhmathshub@outwood.com.'))
UPDATE project p SET audience = texts.text, row_version = p.row_version + 1, update_time = now()
FROM texts JOIN project_revision seeded ON seeded.id = texts.id AND seeded.revision = 1
WHERE p.audience = seeded.audience AND p.state <> 'RETIRED';

UPDATE project p SET row_version = p.row_version + 1, update_time = now(), eligibility_policy =
    jsonb_set(p.eligibility_policy, '{advice}', '["The school also joins a Sustaining Work Group in the same year."]')
FROM project_revision seeded
WHERE seeded.id = 'NCP24-13' AND seeded.revision = 1 AND p.state <> 'RETIRED'
    AND p.eligibility_policy -> 'advice' = seeded.eligibility_policy -> 'advice';

-- The titles of routes with a bound are made from the bound.
UPDATE project p SET row_version = p.row_version + 1, update_time = now(), eligibility_policy =
    jsonb_set(p.eligibility_policy, '{routes}', (
        SELECT jsonb_agg(CASE WHEN route ?| '{previousStage,specialist}' THEN route - 'title' ELSE route END
            ORDER BY position)
        FROM jsonb_array_elements(p.eligibility_policy -> 'routes') WITH ORDINALITY r (route, position)))
WHERE p.state <> 'RETIRED' AND EXISTS (
    SELECT FROM jsonb_array_elements(p.eligibility_policy -> 'routes') route
    WHERE route ? 'title' AND route ?| '{previousStage,specialist}');

-- "So all students develop a secure, deep and connected understanding of maths" is the page's first sentence.
UPDATE project p SET row_version = p.row_version + 1, update_time = now(), outcomes = '[
    {"heading": "Student outcomes",
     "text": "All students develop a secure, deep and connected understanding of mathematics."},
    {"heading": "Departmental policies and approaches",
     "text": "Develop and implement a coherent and ambitious sustained development plan with clear aims based on evidence of need, and an associated professional development programme which supports all departmental members in meeting these aims."},
    {"heading": "Practice development",
     "text": "Sustain classroom practices aligned to the NCETM''s Essence of Mathematics Teaching for Mastery."},
    {"heading": "Professional learning",
     "text": "Collaborate to create a coherent curriculum in a culture of professional learning."}]'
FROM project_revision seeded
WHERE seeded.id = 'NCP24-14' AND seeded.revision = 1 AND p.outcomes = seeded.outcomes AND p.state <> 'RETIRED';

-- The NCETM's document of 2022 in short: each theme stands for one of its paragraphs.
UPDATE project SET row_version = row_version + 1, update_time = now(), essence_themes = '[
    {"heading": "Underpinning principles", "theme": "Everyone can learn and enjoy mathematics"},
    {"heading": "Underpinning principles", "theme": "Learners who focus, reason and make connections"},
    {"heading": "Underpinning principles", "theme": "Specialist knowledge for teaching, developed together"},
    {"heading": "Underpinning principles", "theme": "A coherent and detailed curriculum sequence"},
    {"heading": "Lesson design", "theme": "Steps that build on prior learning"},
    {"heading": "Lesson design", "theme": "Examples, representations and models that expose structure"},
    {"heading": "Lesson design", "theme": "Procedural fluency and conceptual understanding in tandem"},
    {"heading": "Lesson design", "theme": "Practice designed for fluency and understanding"},
    {"heading": "In the classroom", "theme": "Interactive teaching of the whole class"},
    {"heading": "In the classroom", "theme": "Questions, short tasks, explanation and discussion"},
    {"heading": "In the classroom", "theme": "Precise mathematical language"},
    {"heading": "In the classroom", "theme": "Gaps identified quickly and addressed"},
    {"heading": "In the classroom", "theme": "Time for the key ideas that later learning needs"},
    {"heading": "In the classroom", "theme": "Key facts learnt to automaticity"}]'
WHERE essence_themes = '[]' AND state <> 'RETIRED' AND hub IS NULL
    AND '{NCP23-14,NCP24-12,NCP24-13,NCP24-14}' && ARRAY[id, continues];

-- The page names no days, so nothing closes registration before an operator says when.
UPDATE project SET open_time = '2024-03-31T23:00:00Z', row_version = row_version + 1, update_time = now()
WHERE id = 'NCP24-14' AND open_time IS NULL AND close_time IS NULL AND state <> 'RETIRED';

WITH texts (project, id, text) AS (VALUES
    ('NCP23-14', 'a', 'Mathematical Thinking is one of the five big ideas of teaching for mastery.'),
    ('NCP23-14', 'b', 'Coherence is one of the five big ideas of teaching for mastery.'),
    ('NCP23-14', 'c', 'Mathematics and science departments agree on the mathematics that their students meet in both.'),
    ('NCP23-14', 'd', 'The department or its hub chooses the theme.'),
    ('NCP24-12', 'whole', 'The project has no separate foci: a Work Group works on the whole of it.'),
    ('NCP24-14', 'b', 'Open to every school that ever took part in the Development phase, even if it has taken a break '
        || 'since.'))
UPDATE focus f SET description = texts.text, row_version = f.row_version + 1, update_time = now()
FROM texts
JOIN focus_revision seeded ON seeded.project = texts.project AND seeded.revision = 1
    AND seeded.id = CASE texts.id WHEN 'whole' THEN 'a' ELSE texts.id END
JOIN project p ON p.state <> 'RETIRED'
WHERE f.project = p.id AND f.id IN (texts.id, seeded.id) AND f.description = seeded.description;

UPDATE focus f SET big_ideas = '{FLUENCY,REPRESENTATION_AND_STRUCTURE}', row_version = f.row_version + 1,
    update_time = now()
FROM focus_revision seeded, project p
WHERE seeded.project = 'NCP24-14' AND seeded.revision = 1 AND seeded.id = 'b' AND p.id = f.project
    AND p.state <> 'RETIRED' AND f.display_name = seeded.display_name AND f.big_ideas = seeded.big_ideas;

-- What is published and differs from its stored revision now gets the next one.
WITH unchanging (keys) AS (VALUES ('{revision,row_version,create_time,update_time}'::text[])),
changed AS (
    UPDATE project p SET revision = p.revision + 1, row_version = p.row_version + 1, update_time = now()
    FROM unchanging, project_revision r
    WHERE p.state = 'PUBLISHED' AND r.id = p.id AND r.revision = p.revision
        AND (to_jsonb(p) - keys <> to_jsonb(r) - keys
            OR (SELECT jsonb_agg(to_jsonb(f) - keys ORDER BY f.id) FROM focus f WHERE f.project = p.id)
                IS DISTINCT FROM (
                SELECT jsonb_agg(to_jsonb(f) - keys ORDER BY f.id) FROM focus_revision f
                WHERE f.project = p.id AND f.revision = p.revision))
    RETURNING p.*),
published AS (INSERT INTO project_revision SELECT * FROM changed)
INSERT INTO focus_revision SELECT changed.revision, focus.* FROM changed JOIN focus ON focus.project = changed.id;
