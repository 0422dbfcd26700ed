-- One plan for every call: with the arrays' values before it, the planner makes a new plan each time, which costs more than
-- the write itself.
ALTER FUNCTION append_changes SET plan_cache_mode = force_generic_plan;

-- As volatile as what they call, so that they are inlined: otherwise each statement parses and plans them anew.
CREATE OR REPLACE FUNCTION change_salt(secret bytea, ordinal int, subject text)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(secret || convert_to(ordinal::text || ' ' || subject, 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION change_personal_hash(salt bytea, value jsonb)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(salt || convert_to(value::text, 'UTF8')), 'hex')
$$;
