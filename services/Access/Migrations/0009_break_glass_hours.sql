-- A grant of an emergency lasts for eight hours, as the service has it. Its end is by the service's clock, and its
-- creation by the database's: a minute allows for what they differ.
ALTER TABLE access_grant
    DROP CONSTRAINT access_grant_break_glass,
    ADD CONSTRAINT access_grant_break_glass CHECK (NOT break_glass OR (subject IS NOT NULL AND cardinality(hubs) = 1
        AND hubs[1] <> '*' AND expire_time <= create_time + interval '8 hours 1 minute' AND reason <> ''));
