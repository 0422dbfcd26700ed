-- The two roles of one service, and its database. Run it connected to any database of the server, as a superuser or as
-- a role with CREATEDB and CREATEROLE; run again, it changes nothing but passwords and settings. README.md shows the
-- psql command.
--
-- Variables: database, owner, runtime (names), owner_password, runtime_password. A password may also be given as a
-- SCRAM verifier (`SCRAM-SHA-256$…`), so that the server never sees it in the clear.

SET password_encryption = 'scram-sha-256';

-- The group that migrations grant to, so that no migration names a role of one installation.
SELECT 'CREATE ROLE mastery_runtime NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mastery_runtime') \gexec

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY[:'owner', :'runtime']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"runtime" PASSWORD :'runtime_password';

-- Neither may ever see past row-level security, nor make roles or databases, whatever was granted by hand meanwhile.
SELECT format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION', rolname)
FROM pg_roles
WHERE rolname IN (:'owner', :'runtime')
  AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication) \gexec

-- What SQL of services and migrations relies on, whatever the server or the database has. A service is not ready where
-- its sessions have other values. They belong to the role, not to a session, so that they hold behind a transaction
-- pooler too.
SELECT format('ALTER ROLE %I SET %s = %L', role, wanted.name, wanted.value)
FROM unnest(ARRAY[:'owner', :'runtime']) AS role,
    (VALUES ('TimeZone', 'UTC'), ('search_path', 'public'), ('DateStyle', 'ISO, MDY'), ('IntervalStyle', 'postgres'),
        ('standard_conforming_strings', 'on'), ('default_transaction_isolation', 'read committed'))
    AS wanted (name, value)
WHERE NOT EXISTS (
    SELECT FROM pg_db_role_setting AS s JOIN pg_roles AS r ON r.oid = s.setrole
    WHERE r.rolname = role AND s.setdatabase = 0 AND wanted.name || '=' || wanted.value = ANY (s.setconfig)) \gexec

-- How long the service may wait for a lock, keep a transaction idle and run a statement. What an operator has set by
-- hand stands.
SELECT format('ALTER ROLE %I SET %s = %L', :'runtime', wanted.name, wanted.value)
FROM (VALUES ('lock_timeout', '5s'), ('idle_in_transaction_session_timeout', '30s'), ('statement_timeout', '2min'))
    AS wanted (name, value)
WHERE NOT EXISTS (
    SELECT FROM pg_db_role_setting AS s JOIN pg_roles AS r ON r.oid = s.setrole, unnest(s.setconfig) AS given
    WHERE r.rolname = :'runtime' AND s.setdatabase = 0 AND starts_with(given, wanted.name || '=')) \gexec

SELECT format('GRANT mastery_runtime TO %I', :'runtime')
WHERE NOT pg_has_role(:'runtime', 'mastery_runtime', 'USAGE') \gexec

-- Only a superuser can give a database to a role it is not a member of.
SELECT format('GRANT %I TO CURRENT_USER', :'owner')
WHERE NOT pg_has_role(:'owner', 'USAGE') \gexec

-- From template0: template1 may have another encoding.
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0', :'database', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

SELECT format('ALTER DATABASE %I OWNER TO %I', datname, :'owner')
FROM pg_database
WHERE datname = :'database' AND pg_get_userbyid(datdba) <> :'owner' \gexec

-- By default every role of the server may connect to every database of it: one service could read another's catalogue.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
-- TEMPORARY: imports are copied into a temporary table and merged from there.
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO :"runtime";
