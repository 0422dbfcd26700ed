-- The secondary Teaching for Mastery road of 2024/25, and the Sustaining project of 2023/24 that it carries on, as
-- published edition 1. What the programme's pages leave open says so in its own text; all of it can be edited.

INSERT INTO project (id, display_name, academic_year, stage, phase, aims, audience, eligibility_policy, outcomes,
    open_time, close_time, continues, state, edition)
VALUES
(
    'NCP23-14', 'Secondary Teaching for Mastery Sustaining', '2023-24', 'SUSTAINING', 'SECONDARY',
    ARRAY[
        'Schools keep reflecting on and developing teaching for mastery in their own department.',
        'Schools get support and professional challenge from other schools, in a vibrant professional learning community.'],
    'Departments that took part in a Secondary Teaching for Mastery Development Work Group, and the departments of Secondary '
        'Mastery Specialists who are embedding their work. Unconfirmed: the code of this project is taken from its successor, '
        'NCP24-14; the letters of its foci, the bounds of its policy and the end of its registration are inferred.',
    '{
        "routes": [
            {"rule": "development-work-group",
             "title": "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2022/23 (bound unconfirmed)",
             "previousStage": {"stage": "STAGE_DEVELOPMENT", "latestAcademicYear": "2022-23"}},
            {"rule": "specialist-cohorts",
             "title": "Department of a Secondary Mastery Specialist trained in Cohorts 1 to 6 (bound unconfirmed)",
             "specialist": {"firstCohort": 1, "lastCohort": 6, "phase": "PHASE_SECONDARY"}}
        ],
        "school": {"stateFunded": true, "inEngland": true, "phases": ["PHASE_SECONDARY"]},
        "leads": {"count": 2, "atLeastOneWithAuthority": true}
    }',
    '[]', NULL, '2024-09-01T00:00:00Z', NULL, 'PUBLISHED', 1
),
(
    'NCP24-12', 'Secondary Teaching for Mastery Development', '2024-25', 'DEVELOPMENT', 'SECONDARY',
    ARRAY['Departments introduce teaching for mastery: two teachers, the Mastery Advocates, learn and try its principles and practices '
        'with a Secondary Mastery Specialist, and bring them to their colleagues.'],
    'State-funded secondary schools in England that want to introduce teaching for mastery; the first year of the road. '
        'Free to schools. Register by contacting your Maths Hub; in Yorkshire and the Humber, yhmathshub@outwood.com.',
    '{
        "routes": [
            {"rule": "any-department", "title": "Any mathematics department that wants to introduce teaching for mastery"}
        ],
        "school": {"stateFunded": true, "inEngland": true, "phases": ["PHASE_SECONDARY"]},
        "leads": {"count": 2}
    }',
    '[]', NULL, NULL, NULL, 'PUBLISHED', 1
),
(
    'NCP24-13', 'Secondary Teaching for Mastery Embedding', '2024-25', 'EMBEDDING', 'SECONDARY',
    ARRAY['Departments embed teaching for mastery in the year after their Development Work Group, with support in their own school.'],
    'Departments in the second year of the road. A school that takes part also joins a Sustaining Work Group (NCP24-14). '
        'Free to schools. Register by contacting your Maths Hub; in Yorkshire and the Humber, yhmathshub@outwood.com.',
    '{
        "routes": [
            {"rule": "development-work-group",
             "title": "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2023/24",
             "previousStage": {"stage": "STAGE_DEVELOPMENT", "latestAcademicYear": "2023-24"}}
        ],
        "school": {"stateFunded": true, "inEngland": true, "phases": ["PHASE_SECONDARY"]},
        "leads": {"count": 2},
        "advice": ["The school also joins a Sustaining Work Group (NCP24-14) in the same year."]
    }',
    '[]', NULL, NULL, NULL, 'PUBLISHED', 1
),
(
    'NCP24-14', 'Secondary Teaching for Mastery Sustaining', '2024-25', 'SUSTAINING', 'SECONDARY',
    ARRAY[
        'Schools keep reflecting on and developing teaching for mastery in their own department.',
        'Schools get support and professional challenge from other schools, in a vibrant professional learning community.'],
    'Departments that took part in a Secondary Teaching for Mastery Development Work Group in or before 2023/24, and the '
        'departments of Secondary Mastery Specialists trained in Cohorts 1 to 7 who are embedding their work, in state-funded '
        'secondary schools in England. The whole department belongs to the community; two lead participants, the Advocates, '
        'come to every session and colleagues may join particular ones. Free to schools. Register by contacting your Maths Hub; '
        'in Yorkshire and the Humber, yhmathshub@outwood.com.',
    '{
        "routes": [
            {"rule": "development-work-group",
             "title": "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2023/24",
             "previousStage": {"stage": "STAGE_DEVELOPMENT", "latestAcademicYear": "2023-24"}},
            {"rule": "specialist-cohorts",
             "title": "Department of a Secondary Mastery Specialist trained in Cohorts 1 to 7 who is embedding their work",
             "specialist": {"firstCohort": 1, "lastCohort": 7, "phase": "PHASE_SECONDARY"}}
        ],
        "school": {"stateFunded": true, "inEngland": true, "phases": ["PHASE_SECONDARY"]},
        "leads": {"count": 2, "atLeastOneWithAuthority": true},
        "advice": [
            "The two Advocates are ideally the same who took part in 2023/24.",
            "All Advocates have a passion for developing teaching and an enthusiasm to work with departmental colleagues.",
            "For a Mastery Specialist''s department, usually the specialist is one of the two Advocates."
        ]
    }',
    '[
        {"heading": "Practice development",
         "text": "Sustain classroom practices aligned to the NCETM''s Essence of Mathematics Teaching for Mastery."},
        {"heading": "Professional learning",
         "text": "Collaborate to create a coherent curriculum in a culture of professional learning."},
        {"heading": "Departmental policies and approaches",
         "text": "Develop and implement a coherent and ambitious sustained development plan with clear aims based on evidence of need, and an associated professional development programme which supports all departmental members in meeting these aims."}
    ]',
    NULL, NULL, 'NCP23-14', 'PUBLISHED', 1
);

INSERT INTO focus (project, id, display_name, description, subjects, key_stages, big_ideas, bespoke, theme_required,
    lead_pairing, outcomes, evidence_prompts, resources, continues_project, continues_id)
VALUES
('NCP23-14', 'a', 'Developing mathematical thinking', 'The letter is unconfirmed.',
    '{MATHEMATICS}', '{}', '{MATHEMATICAL_THINKING}', false, false, '{}', '{}', '{}', '[]', NULL, NULL),
('NCP23-14', 'b', 'Developing coherence', 'The letter is unconfirmed.',
    '{MATHEMATICS}', '{}', '{COHERENCE}', false, false, '{}', '{}', '{}', '[]', NULL, NULL),
('NCP23-14', 'c', 'Developing mathematical coherence for learners across maths and science', 'The letter is unconfirmed.',
    '{MATHEMATICS,SCIENCE}', '{}', '{COHERENCE}', false, false, '{}', '{}', '{}', '[]', NULL, NULL),
('NCP23-14', 'd', 'Bespoke teaching for mastery focus', 'The letter is unconfirmed.',
    '{MATHEMATICS}', '{}', '{}', true, true, '{}', '{}', '{}', '[]', NULL, NULL),

('NCP24-12', 'a', 'Secondary Teaching for Mastery Development',
    'The programme gives this project no lettered foci. This one stands for the whole project, so that Work Groups can be formed on it; '
        'its letter is the catalogue''s own.',
    '{MATHEMATICS}', '{}', '{}', false, false, '{}', '{}', '{}',
    '[{"title": "Secondary Teaching for Mastery – Development (NCETM)", "uri": "https://www.ncetm.org.uk/maths-hubs-projects/secondary-teaching-for-mastery-development/"}]',
    NULL, NULL),
('NCP24-13', 'a', 'Secondary Teaching for Mastery Embedding',
    'The programme gives this project no lettered foci. This one stands for the whole project, so that Work Groups can be formed on it; '
        'its letter is the catalogue''s own.',
    '{MATHEMATICS}', '{}', '{}', false, false, '{}', '{}', '{}', '[]', NULL, NULL),

('NCP24-14', 'a', 'Developing mathematical thinking',
    'Mathematical Thinking is one of the five big ideas of teaching for mastery.',
    '{MATHEMATICS}', '{}', '{MATHEMATICAL_THINKING}', false, false, '{}', '{}',
    ARRAY[
        'Where do students follow a procedure and cannot say why it works?',
        'How often do lessons ask students to conjecture, generalise or explain, and who answers?',
        'What do teachers find hard in planning for reasoning?'],
    '[]', 'NCP23-14', 'a'),
('NCP24-14', 'b', 'Developing fluency with multiplicative reasoning in Key Stage 3',
    'New in 2024/25. Open to every school of the Sustaining phase, those that return after a break among them.',
    '{MATHEMATICS}', '{3}', '{FLUENCY}', false, false, '{}', '{}',
    ARRAY[
        'Which questions on ratio, proportion, fractions and percentages do students of Key Stage 3 get wrong, and how?',
        'Do students choose additive methods where multiplicative ones are needed?',
        'Which representations of multiplicative relationships does the department use, and do all teachers use the same?'],
    '[]', NULL, NULL),
('NCP24-14', 'c', 'Developing mathematical coherence for learners across maths and science',
    'Mathematics and science departments agree on the mathematics that their students meet in both. Some hubs ask each school for a '
        'mathematics and a science teacher.',
    '{MATHEMATICS,SCIENCE}', '{}', '{COHERENCE}', false, false, '{MATHEMATICS,SCIENCE}', '{}',
    ARRAY[
        'Where do mathematics and science teach the same idea in different words, notation or order?',
        'Which mathematics do science teachers say that students cannot use in their lessons?',
        'Have teachers of each subject seen the other''s curriculum and lessons?'],
    '[]', 'NCP23-14', 'c'),
('NCP24-14', 'd', 'Bespoke teaching for mastery focus',
    'The department or its hub chooses the theme.',
    '{MATHEMATICS}', '{}', '{}', true, true, '{}', '{}',
    ARRAY[
        'What does last year''s review say is still to be done?',
        'Which need do students'' work and assessments show that no other focus meets?',
        'What do the members of the department say they want to get better at?'],
    '[]', 'NCP23-14', 'd');

UPDATE focus
SET resources = '[{"title": "Secondary Teaching for Mastery – Sustaining (NCETM)", "uri": "https://www.ncetm.org.uk/maths-hubs-projects/secondary-teaching-for-mastery-embedding-and-sustaining-work-groups/"}]'
WHERE project = 'NCP24-14';

INSERT INTO project_revision SELECT * FROM project;
INSERT INTO focus_revision SELECT project.edition, focus.* FROM focus JOIN project ON project.id = focus.project;
