-- NCP24-12 and NCP24-13 have no lettered foci: their one focus is `whole` in the catalogue, where it was `a`.
ALTER TABLE plan NO FORCE ROW LEVEL SECURITY;
UPDATE plan SET focus = replace(focus, '/foci/a', '/foci/whole')
WHERE focus IN ('projects/NCP24-12/foci/a', 'projects/NCP24-13/foci/a');
ALTER TABLE plan FORCE ROW LEVEL SECURITY;
