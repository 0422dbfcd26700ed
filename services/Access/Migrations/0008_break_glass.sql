-- Grants that were given in an emergency: to one person, for one hub, with a reason, and not for long.
ALTER TABLE access_grant
    ADD COLUMN break_glass boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT access_grant_break_glass CHECK (NOT break_glass OR (subject IS NOT NULL AND cardinality(hubs) = 1
        AND hubs[1] <> '*' AND expire_time <= create_time + interval '9 hours' AND reason <> ''));
