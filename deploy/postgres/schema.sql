-- The schema of one service. Run it connected to the service's own database, after roles.sql and as the same role.
--
-- Variable: owner (name).

ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- What the runtime role may do with each table is granted by the migration that creates it, to mastery_runtime.
GRANT USAGE ON SCHEMA public TO mastery_runtime;
