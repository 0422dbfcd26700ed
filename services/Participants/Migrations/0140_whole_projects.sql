-- NCP24-12 and NCP24-13 have no lettered foci: their one focus is `whole` in the catalogue, where it was `a`.

-- The owner changes rows of every hub.
ALTER TABLE work_group NO FORCE ROW LEVEL SECURITY;
ALTER TABLE application NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrolment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enquiry NO FORCE ROW LEVEL SECURITY;

UPDATE work_group SET focus = replace(focus, '/foci/a', '/foci/whole')
WHERE focus IN ('projects/NCP24-12/foci/a', 'projects/NCP24-13/foci/a');
UPDATE application SET focus = replace(focus, '/foci/a', '/foci/whole')
WHERE focus IN ('projects/NCP24-12/foci/a', 'projects/NCP24-13/foci/a');
UPDATE enrolment SET focus = replace(focus, '/foci/a', '/foci/whole')
WHERE focus IN ('projects/NCP24-12/foci/a', 'projects/NCP24-13/foci/a');
UPDATE enquiry SET focus = replace(focus, '/foci/a', '/foci/whole')
WHERE focus IN ('projects/NCP24-12/foci/a', 'projects/NCP24-13/foci/a');

ALTER TABLE work_group FORCE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;
ALTER TABLE enrolment FORCE ROW LEVEL SECURITY;
ALTER TABLE enquiry FORCE ROW LEVEL SECURITY;
