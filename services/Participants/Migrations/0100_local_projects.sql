-- Work on hubs' local projects, whose codes need not say their year.

-- The academic year of an application is that of its focus's project, known when the focus is chosen.
ALTER TABLE application NO FORCE ROW LEVEL SECURITY;
ALTER TABLE application ADD COLUMN academic_year text NOT NULL DEFAULT '';
UPDATE application
SET academic_year = '20' || substring(focus FROM '^projects/NCP(\d\d)-\d\d/') || '-'
    || lpad(((substring(focus FROM '^projects/NCP(\d\d)-\d\d/')::integer + 1) % 100)::text, 2, '0')
WHERE focus ~ '^projects/NCP\d\d-\d\d/';
ALTER TABLE application FORCE ROW LEVEL SECURITY;

-- A department takes part in a stage of the programme once a year, and in as many local projects as it likes.
ALTER TABLE past_participation DROP CONSTRAINT past_participation_key;
CREATE UNIQUE INDEX past_participation_key ON past_participation
    (hub_id, department_id, stage, academic_year, school, (CASE stage WHEN 'LOCAL' THEN code ELSE '' END));
