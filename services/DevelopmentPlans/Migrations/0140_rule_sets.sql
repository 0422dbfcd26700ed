-- Plans that were agreed before the rules had versions were agreed by the first.
ALTER TABLE plan NO FORCE ROW LEVEL SECURITY;
UPDATE plan SET rule_set_version = 1 WHERE agree_time IS NOT NULL AND rule_set_version = 0;
ALTER TABLE plan FORCE ROW LEVEL SECURITY;
