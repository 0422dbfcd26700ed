namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>A way to tamper with a log behind the service, as the owner of the schema may. In its SQL <c>{row}</c> is
/// a row by its revision and ordinal and <c>{both}</c> are two, <c>{n}</c> is different each time, <c>{hub}</c> is the
/// log's hub and <c>{neighbour}</c> another one.</summary>
/// <param name="What">What it does, in words.</param>
/// <param name="Sql">The statements.</param>
/// <param name="Table">Where the rows are from.</param>
/// <param name="IsConsistent">Whether what is left is a log that could have been written so, which only the noted hash
/// of a revision gives away.</param>
sealed record Tampering(string What, string Sql, string Table = "change", bool IsConsistent = false)
{
    const string Columns = """
        resource, resource_type, kind, actor, scope, paths, before, after, personal, request_id, trace_id, change_time,
        previous_hash, hash
        """;

    const string Rehash = """
        UPDATE change SET hash = change_hash(hub_id, revision, ordinal, resource, resource_type, kind, actor, scope,
            paths, before, after, personal, request_id, trace_id, change_time, previous_hash)
        """;

    // Every row and every link computed anew, as the migration to this format did it.
    const string Rechain = $"""
        DO $do$ DECLARE r record; link bytea := '';
        BEGIN
            FOR r IN SELECT DISTINCT revision FROM change ORDER BY 1 LOOP
                UPDATE change SET previous_hash = link WHERE revision = r.revision AND ordinal = 1;
                {Rehash} WHERE revision = r.revision;
                SELECT sha256(string_agg(hash, '' ORDER BY ordinal)) INTO link FROM change WHERE revision = r.revision;
            END LOOP;
            UPDATE revision SET hash = link, revision = (SELECT coalesce(max(revision), 0) FROM change);
        END $do$
        """;

    const string Revision = "revision = (SELECT revision FROM change WHERE {row})";

    public static IReadOnlyList<Tampering> All { get; } =
    [
        .. Columnwise(),
        new("the revision", "UPDATE change SET revision = revision + 1000 WHERE {row}"),
        new("the place", "UPDATE change SET ordinal = ordinal + 1000 WHERE {row}"),
        new("a row deleted", "DELETE FROM change WHERE {row}"),
        new("a revision deleted", $"DELETE FROM change WHERE {Revision}"),
        new("the tail deleted", "DELETE FROM change WHERE revision >= (SELECT revision FROM change WHERE {row})"),
        new("the tail deleted, the counter set back", """
            WITH cut AS (SELECT revision FROM change WHERE {row}),
                gone AS (DELETE FROM change WHERE revision >= (SELECT revision FROM cut))
            UPDATE revision SET revision = (SELECT revision FROM cut) - 1
            """),
        new("a row copied", """
            INSERT INTO change SELECT (jsonb_populate_record(c, '{"ordinal": 5000}')).* FROM change c WHERE {row}
            """),
        new("a forged row at the end of a revision", Forged("revision", "5000", "NULL")),
        new("a forged revision at the end", Forged(
            "(SELECT revision + 1 FROM revision)", "1", "(SELECT hash FROM revision)")),
        new("two rows exchanged", $$"""
            UPDATE change c SET ({{Columns}}) = (SELECT {{Columns}} FROM change o
                WHERE (revision, ordinal) IN ({both}) AND (o.revision, o.ordinal) <> (c.revision, c.ordinal))
            WHERE (revision, ordinal) IN ({both})
            """),
        new("a row moved to another hub", """
            ALTER TABLE change NO FORCE ROW LEVEL SECURITY;
            UPDATE change SET hub_id = '{neighbour}', revision = revision + 1000000 WHERE hub_id = '{hub}' AND {row};
            ALTER TABLE change FORCE ROW LEVEL SECURITY
            """),
        new("a row moved in from another hub", """
            ALTER TABLE change NO FORCE ROW LEVEL SECURITY;
            UPDATE change SET hub_id = '{hub}', ordinal = 6000 WHERE hub_id = '{neighbour}' AND ordinal = 1
                AND revision = 1;
            ALTER TABLE change FORCE ROW LEVEL SECURITY
            """),
        new("the counter ahead", "UPDATE revision SET revision = revision + {n}"),
        new("the counter back", "UPDATE revision SET revision = revision - 1"),
        new("the counter's hash", "UPDATE revision SET hash = sha256(hash)"),
        new("the counter's hash emptied", "UPDATE revision SET hash = ''"),
        new("the counter deleted", "DELETE FROM revision"),
        new("a row rewritten with a hash of its own", $$"""
            UPDATE change SET actor = '{n}' WHERE {row}; {{Rehash}} WHERE {row}
            """),
        new("a row's link rewritten with a hash of its own", $$"""
            UPDATE change SET previous_hash = sha256('{n}') WHERE {row}; {{Rehash}} WHERE {row}
            """),
        .. Personal(),
        new("the tail deleted, and the counter with its hash", $$"""
            DELETE FROM change_personal WHERE revision >= (SELECT revision FROM change WHERE {row});
            DELETE FROM change WHERE revision >= (SELECT revision FROM change WHERE {row});
            {{Rechain}}
            """, IsConsistent: true),
        new("a row rewritten, and the whole chain after it", $$"""
            UPDATE change SET actor = '{n}' WHERE {row};
            {{Rechain}}
            """, IsConsistent: true),
    ];

    /// <summary>The statements for two rows.</summary>
    public string For((string First, string Second) rows, int number, string hub, string neighbour) => Sql
        .Replace("{both}", $"{rows.First}, {rows.Second}", StringComparison.Ordinal)
        .Replace("{row}", $"(revision, ordinal) = {rows.First}", StringComparison.Ordinal)
        .Replace("{n}", $"{number + 1}", StringComparison.Ordinal)
        .Replace("{hub}", hub, StringComparison.Ordinal)
        .Replace("{neighbour}", neighbour, StringComparison.Ordinal);

    static IEnumerable<Tampering> Columnwise() =>
        from column in new (string Name, string Value)[]
        {
            ("resource", "resource || '{n}'"),
            ("resource_type", "resource_type || '{n}'"),
            ("kind", "CASE kind WHEN 'MOVED' THEN 'MERGED' ELSE 'MOVED' END"),
            ("actor", "actor || '{n}'"),
            ("scope", "scope || '{n}'"),
            ("paths", "paths || '{n}'::text"),
            ("paths", "CASE paths WHEN '{}' THEN '{x}'::text[] ELSE '{}' END"),
            ("before", """coalesce(before, '{}') || '{"x": "{n}"}'"""),
            ("before", "CASE WHEN before IS NULL THEN '{}'::jsonb END"),
            ("after", """coalesce(after, '{}') || '{"x": "{n}"}'"""),
            ("after", "CASE WHEN after IS NULL THEN '{}'::jsonb END"),
            ("request_id", "coalesce(request_id, '') || '{n}'"),
            ("request_id", "CASE WHEN request_id IS NULL THEN '' END"),
            ("trace_id", "coalesce(trace_id, '') || '{n}'"),
            ("trace_id", "CASE WHEN trace_id IS NULL THEN '' END"),
            ("change_time", "change_time + interval '1 microsecond'"),
            ("change_time", "change_time - interval '{n} days'"),
            ("personal", """coalesce(personal, '{}') || '{"x": "{n}"}'"""),
            ("personal", "CASE WHEN personal IS NULL THEN '{}'::jsonb END"),
            ("previous_hash", "coalesce(previous_hash, '') || '\\x01'"),
            ("previous_hash", "CASE WHEN previous_hash IS NULL THEN ''::bytea END"),
            ("hash", "sha256(hash)"),
        }
        select new Tampering(column.Name, $"UPDATE change SET {column.Name} = {column.Value} WHERE {{row}}");

    static IEnumerable<Tampering> Personal() =>
        from way in new (string What, string Sql)[]
        {
            ("altered", """UPDATE change_personal SET value = value || '{"x": "{n}"}' WHERE {row}"""),
            ("salted anew", "UPDATE change_personal SET salt = sha256(salt) WHERE {row}"),
            ("given to another", "UPDATE change_personal SET subject = subject || '{n}' WHERE {row}"),
            ("emptied", "UPDATE change_personal SET salt = NULL, value = NULL WHERE {row}"),
            ("deleted", "DELETE FROM change_personal WHERE {row}"),
            ("added", """
                INSERT INTO change_personal SELECT hub_id, revision, ordinal, 'x', salt, value FROM change_personal
                WHERE {row} LIMIT 1
                """),
            ("exchanged", """
                UPDATE change_personal p SET (salt, value) = (SELECT o.salt, o.value FROM change_personal o
                    WHERE o.hub_id = p.hub_id AND o.revision <> p.revision ORDER BY o.revision LIMIT 1) WHERE {row}
                """),
            ("altered, and their hash and the row's", $$"""
                UPDATE change_personal SET value = value || '{"x": "{n}"}' WHERE {row};
                UPDATE change SET personal = (SELECT jsonb_object_agg(subject, change_personal_hash(salt, value))
                    FROM change_personal p WHERE p.revision = change.revision AND p.ordinal = change.ordinal)
                WHERE {row};
                {{Rehash}} WHERE {row}
                """),
        }
        select new Tampering($"personal values {way.What}", way.Sql, "change_personal");

    static string Forged(string revision, string ordinal, string previous) => $$"""
        INSERT INTO change (hub_id, revision, ordinal, {{Columns}})
        SELECT hub_id, {{revision}}, {{ordinal}}, resource, resource_type, kind, '{n}', scope, paths, before, after,
            NULL, request_id, trace_id, change_time, {{previous}}, change_hash(hub_id, {{revision}},
            {{ordinal}}, resource, resource_type, kind, '{n}', scope, paths, before, after, NULL, request_id, trace_id,
            change_time, {{previous}})
        FROM change WHERE {row}
        """;
}
