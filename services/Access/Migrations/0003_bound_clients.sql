-- Clients whose tokens are bound to one school, by its URN, or to the schools of a trust, by its UID.
ALTER TABLE api_client
    ADD COLUMN school text,
    ADD COLUMN trust text,
    ADD CONSTRAINT api_client_bound CHECK (num_nonnulls(school, trust) <= 1),
    ADD CONSTRAINT api_client_school CHECK (school ~ '^[0-9]{1,6}$'),
    ADD CONSTRAINT api_client_trust CHECK (trust ~ '^[0-9]{1,6}$');
