using Npgsql;

namespace Mastery.Testing;

/// <summary>
/// Checks a database's system catalogue for anything that would let one hub see, change or detect another's rows.
/// </summary>
public static class HubTables
{
    const string Tenant = "(hub_id = NULLIF(current_setting('mastery.hub'::text, true), ''::text))";
    const string Unbound = "(COALESCE(current_setting('mastery.bound'::text, true), ''::text) = ''::text)";
    const string NationalRead = "(current_setting('mastery.hub'::text, true) = '*'::text)";

    /// <summary>The functions that run with their owner's rights: only they write the change log.</summary>
    static readonly string[] OwnersFunctions = ["append_changes", "erase_personal", "open_pending_changes"];

    /// <summary>Those of one service: they are checked where they are.</summary>
    static readonly string[] OwnFunctions = ["delete_old_roster_effects"];

    /// <summary>The tables that only those functions write.</summary>
    static readonly string[] LogTables = ["change", "change_personal", "erasure", "revision"];

    const string Tables = """
        WITH tables AS (
            SELECT c.oid, c.relname::text AS name, c.relrowsecurity, c.relforcerowsecurity, hub.attnum AS hub,
                hub.attnotnull
            FROM pg_class c LEFT JOIN pg_attribute hub ON hub.attrelid = c.oid AND hub.attname = 'hub_id'
                AND NOT hub.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        )
        """;

    /// <summary>The tables whose rows belong to a hub.</summary>
    public static Task<IReadOnlyList<string>> OwnedAsync(NpgsqlConnection connection) =>
        connection.ReadAsync($"{Tables} SELECT name FROM tables WHERE hub IS NOT NULL ORDER BY name");

    /// <summary>The tables whose rows belong to none.</summary>
    public static Task<IReadOnlyList<string>> NationalAsync(NpgsqlConnection connection) =>
        connection.ReadAsync($"{Tables} SELECT name FROM tables WHERE hub IS NULL ORDER BY name");

    /// <summary>The faults, one line each.</summary>
    /// <param name="connection">To the service's database.</param>
    /// <param name="national">The tables whose rows belong to no hub.</param>
    /// <param name="runtime">The role that the service runs as.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(
        NpgsqlConnection connection, string[] national, string runtime) =>
    [
        .. await connection.ReadAsync($"{Tables} {RowSecurity}", [national]),
        .. await connection.ReadAsync($"{Tables} {Keys}"),
        .. await connection.ReadAsync($"{Tables} {Policies}", Tenant, NationalRead, Unbound),
        .. await connection.ReadAsync(Bypasses, [(string[])[.. OwnersFunctions, .. OwnFunctions]]),
        .. await connection.ReadAsync(Functions, OwnersFunctions, OwnFunctions),
        .. await connection.ReadAsync($"{Tables} {Rights}", runtime),
        .. await connection.ReadAsync(Log, LogTables, runtime),
        .. await connection.ReadAsync(Reads, runtime),
    ];

    const string RowSecurity = """
        SELECT name || ' has no hub_id and is not known to be national' FROM tables WHERE hub IS NULL
            AND name <> ALL ($1)
        UNION ALL
        SELECT name || ' is called national and has a hub_id' FROM tables WHERE hub IS NOT NULL AND name = ANY ($1)
        UNION ALL
        SELECT name || ': hub_id may be null' FROM tables WHERE NOT attnotnull
        UNION ALL
        SELECT name || ': row-level security is not enabled' FROM tables WHERE hub IS NOT NULL AND NOT relrowsecurity
        UNION ALL
        SELECT name || ': row-level security is not forced' FROM tables
        WHERE hub IS NOT NULL AND NOT relforcerowsecurity
        """;

    /// <summary>An index of a list over all hubs begins with the order of that list; it has the hub after it, and
    /// refuses nothing.</summary>
    const string Keys = """
        SELECT i.indexrelid::regclass || ' does not begin with hub_id'
        FROM tables JOIN pg_index i ON i.indrelid = tables.oid WHERE i.indkey[0] <> hub
            AND (i.indisunique OR i.indexprs IS NOT NULL OR hub <> ALL (i.indkey))
        UNION ALL
        SELECT name || ' has no primary key'
        FROM tables WHERE hub IS NOT NULL AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = tables.oid
            AND i.indisprimary)
        UNION ALL
        SELECT k.conname || ' does not begin with hub_id' FROM tables JOIN pg_constraint k ON k.conrelid = tables.oid
        WHERE k.contype = 'f' AND hub IS NOT NULL AND k.conkey[1] <> hub
        UNION ALL
        SELECT k.conname || ' does not refer by hub_id' FROM pg_constraint k
        JOIN tables target ON target.oid = k.confrelid
        WHERE k.contype = 'f' AND target.hub IS NOT NULL AND k.confkey[1] <> target.hub
        """;

    const string Policies = """
        SELECT name || ': no policy `tenant` for reads and writes' FROM tables WHERE hub IS NOT NULL AND NOT EXISTS (
            SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = name AND p.policyname = 'tenant'
            AND p.permissive = 'PERMISSIVE' AND p.roles = '{public}' AND p.cmd = 'ALL' AND p.qual = $1
                AND p.with_check = $1)
        UNION ALL
        SELECT p.tablename || ': policy `' || p.policyname || '` is none we know' FROM pg_policies p
        WHERE p.schemaname = 'public' AND p.policyname <> 'tenant'
        AND NOT (p.policyname = 'national_read' AND p.cmd = 'SELECT' AND p.qual = $2 AND p.with_check IS NULL)
        AND NOT (starts_with(p.policyname, 'bound') AND p.permissive = 'RESTRICTIVE')
        UNION ALL
        SELECT name || ': no policy `bound` that closes it to other schools' FROM tables WHERE hub IS NOT NULL
        AND name NOT IN ('request', 'revision') AND NOT EXISTS (
            SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = name AND p.policyname = 'bound'
            AND p.permissive = 'RESTRICTIVE' AND p.with_check IS NULL
            AND (p.qual = $3 OR starts_with(p.qual, '(' || $3 || ' OR '))
            AND CASE WHEN name IN ('change', 'change_personal', 'erasure', 'sensitive_read')
                THEN p.cmd = 'SELECT' AND p.roles = '{mastery_runtime}'
                ELSE p.cmd = 'ALL' AND p.roles = '{public}' END)
        """;

    const string Bypasses = """
        SELECT c.relname || ' is a sequence: its numbers tell of other hubs' FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid
            AND d.refobjid = to_regclass('public.schema_version'))
        UNION ALL
        SELECT c.relname || ' is a materialized view: no policy binds it' FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'm'
        UNION ALL
        SELECT p.proname || ' runs with its owner''s rights' FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname <> ALL ($1)
        UNION ALL
        SELECT t.tgname || ' is a trigger' FROM pg_trigger t WHERE NOT t.tgisinternal
        """;

    const string Functions = """
        WITH functions AS (
            SELECT p.*, d.datdba FROM pg_proc p JOIN pg_database d ON d.datname = current_database()
            WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY ($1 || $2))
        SELECT name || ' is missing or not alone' FROM unnest($1) AS name
        WHERE 1 <> (SELECT count(*) FROM functions WHERE proname = name)
        UNION ALL
        SELECT name || ' is not alone' FROM unnest($2) AS name
        WHERE 1 < (SELECT count(*) FROM functions WHERE proname = name)
        UNION ALL
        SELECT proname || ' does not run with its owner''s rights' FROM functions WHERE NOT prosecdef
        UNION ALL
        SELECT proname || ' finds things where others can put them' FROM functions
        WHERE array_remove(proconfig, 'plan_cache_mode=force_generic_plan')
            IS DISTINCT FROM ARRAY['search_path=pg_catalog, public, pg_temp']
        UNION ALL
        SELECT proname || ' does not belong to the owner of the database' FROM functions WHERE proowner <> datdba
        UNION ALL
        SELECT proname || ' may be executed by ' ||
            CASE grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(grantee)::text END
        FROM functions CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner)))
        WHERE grantee NOT IN (proowner, to_regrole('mastery_runtime'))
        """;

    const string Log = """
        SELECT $2 || ' may ' || lower(may) || ' ' || name
        FROM unnest($1) AS name CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS may
        WHERE CASE WHEN may IN ('INSERT', 'UPDATE') THEN has_any_column_privilege($2, name, may)
            ELSE has_table_privilege($2, name, may) END
        """;

    /// <summary>Entries of reads are added, at the time of the database, and stay as they are.</summary>
    const string Reads = """
        SELECT $1 || ' may ' || lower(may) || ' sensitive_read' FROM unnest(ARRAY['UPDATE', 'DELETE']) AS may
        WHERE CASE may WHEN 'UPDATE' THEN has_any_column_privilege($1, 'sensitive_read', may)
            ELSE has_table_privilege($1, 'sensitive_read', may) END
        UNION ALL
        SELECT $1 || ' may set the time of sensitive_read'
        WHERE has_column_privilege($1, 'sensitive_read', 'create_time', 'INSERT')
        """;

    const string Rights = """
        SELECT rolname || ' may ' || CASE
            WHEN rolsuper THEN 'do everything'
            WHEN rolbypassrls THEN 'pass by row-level security'
            ELSE 'make roles or databases' END
        FROM pg_roles WHERE rolname = $1 AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)
        UNION ALL
        SELECT $1 || ' owns ' || relname FROM pg_class WHERE relowner = to_regrole(quote_ident($1))
        UNION ALL
        SELECT $1 || ' may make tables' WHERE has_schema_privilege($1, 'public', 'CREATE')
        UNION ALL
        SELECT $1 || ' may ' || lower(may) || ' ' || name FROM tables, unnest(ARRAY['TRUNCATE', 'REFERENCES',
            'TRIGGER']) may
        WHERE has_table_privilege($1, tables.oid, may)
        """;
}
