using Mastery.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Finds the people on record whom a feed may mean, all at once: what the feed says of each person is copied
/// into a temporary table and joined.</summary>
static class RosterStaging
{
    static readonly string NameHits = $"""
        SELECT DISTINCT s.person, f.id, 'NAME' AS how
        FROM (SELECT person, {Bare("value")} AS name FROM roster_stage WHERE kind = 'NAME') AS s
        JOIN (
            SELECT p.id, {Bare("g.name || ' ' || f.name")} AS name
            FROM participant p
            CROSS JOIN LATERAL (VALUES (p.given_name), (nullif(p.preferred_given_name, ''))) AS g (name)
            CROSS JOIN LATERAL (VALUES (p.family_name), (nullif(p.preferred_family_name, ''))) AS f (name)
            WHERE p.hub_id = @hub AND p.id = ANY(@near) AND g.name IS NOT NULL AND f.name IS NOT NULL
            UNION
            SELECT p.id, {Bare("""
                coalesce(nullif(n.value ->> 'givenName', ''), p.given_name) || ' '
                    || coalesce(nullif(n.value ->> 'familyName', ''), p.family_name)
                """)}
            FROM participant p CROSS JOIN LATERAL jsonb_array_elements(p.previous_names) AS n
            WHERE p.hub_id = @hub AND p.id = ANY(@near)) AS f USING (name)
        """;

    const string Hits = """
        SELECT DISTINCT s.person, x.participant_id AS id, 'ID' AS how
        FROM roster_stage s JOIN participant_external_id x
            ON x.hub_id = @hub AND x.source = @idSource AND x.value = s.value
        WHERE s.kind = 'ID'
        UNION ALL
        SELECT s.person, p.id, 'TRN' FROM roster_stage s JOIN participant p ON p.hub_id = @hub AND p.trn = s.value
        WHERE s.kind = 'TRN'
        UNION ALL
        SELECT s.person, p.id, 'EMAIL' FROM roster_stage s JOIN participant p
            ON p.hub_id = @hub AND lower(p.email) = s.value
        WHERE s.kind = 'EMAIL'
        """;

    /// <summary>The people of the feed who are erased, by the keys that <see cref="ErasedKeys"/> keeps. A key that only
    /// somebody of the same name may have too makes it no more than possible.</summary>
    static readonly string Erased = $"""
        WITH named (person, value) AS (
            SELECT person, {Bare("value")} FROM roster_stage WHERE kind = 'NAME'),
        keyed (person, how, key) AS (
            SELECT person, kind, kind || E'\n' || CASE kind WHEN 'ID' THEN @idSource || E'\n' ELSE '' END || value
            FROM roster_stage WHERE kind IN ('ID', 'TRN')
            UNION
            SELECT n.person, 'NAME', E'NAME\n' || n.value || E'\n' || s.value
            FROM named n JOIN roster_stage s ON s.person = n.person AND s.kind IN ('EMAIL', 'SCHOOL'))
        SELECT k.person, bool_or(k.how <> 'NAME') AS certain
        FROM keyed k JOIN erased_keys_of(@hub, ARRAY(SELECT DISTINCT key FROM keyed)) AS e (key) ON e.key = k.key
        GROUP BY k.person
        """;

    /// <summary>Copies the people of a feed, in place of what was copied before.</summary>
    public static Task CopyAsync(DbSession db, IReadOnlyList<FeedPerson> people) =>
        db.BulkAsync(async (connection, transaction, cancellation) =>
        {
            await using (var create = new NpgsqlCommand("""
                CREATE TEMP TABLE IF NOT EXISTS roster_stage (person integer, kind text, value text) ON COMMIT DROP;
                TRUNCATE roster_stage
                """, connection, transaction))
            {
                await create.ExecuteNonQueryAsync(cancellation);
            }

            await using var copy = await connection.BeginBinaryImportAsync(
                "COPY roster_stage (person, kind, value) FROM STDIN (FORMAT binary)", cancellation);
            foreach (var (person, kind, value) in people.SelectMany(Rows))
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(person, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(kind, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(value, NpgsqlDbType.Text, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        });

    /// <summary>The people by id, Teacher Reference Number and e-mail address.</summary>
    public static Task<IReadOnlyList<RosterHit>> HitsAsync(DbSession db, string hub, string idSource) =>
        JoinAsync(db, Hits, new { hub, idSource });

    /// <summary>Those of some people who have or had a name of the feed.</summary>
    public static Task<IReadOnlyList<RosterHit>> NamesAsync(DbSession db, string hub, Guid[] near) =>
        JoinAsync(db, NameHits, new { hub, near });

    /// <summary>The numbers of the people of the feed who are, or may be, erased.</summary>
    public static Task<IReadOnlyList<ErasedHit>> ErasedAsync(DbSession db, string hub, string idSource) =>
        db.QueryAsync<ErasedHit>(Erased, new { hub, idSource });

    /// <summary>PostgreSQL expects row-level security to hide nearly all people, and would compare each of these with
    /// each of the feed. So nested loops are off for these statements, and on again afterwards.</summary>
    static async Task<IReadOnlyList<RosterHit>> JoinAsync(DbSession db, string sql, object parameters)
    {
        await SetAsync("off");
        var hits = await db.QueryAsync<RosterHit>(sql, parameters);
        await SetAsync("on");
        return hits;

        Task<int> SetAsync(string to) => db.ExecuteAsync("""
            SELECT set_config('enable_nestloop', @to, true), set_config('jit', 'off', true)
            """, new { to });
    }

    static IEnumerable<(int, string, string)> Rows(FeedPerson person) => person.Ids.Select(id => ("ID", id))
        .Append(("TRN", person.Trn)).Append(("EMAIL", person.Email.ToLowerInvariant()))
        .Concat(person.Names.Select(name => ("NAME", name)))
        .Concat(person.Posts.SelectMany(post => post.School.Line).Distinct().Select(urn => ("SCHOOL", urn)))
        .Where(row => row.Item2.Length > 0).Select(row => (person.Number, row.Item1, row.Item2));

    /// <summary>Of a name, only what folding leaves, without spaces: O'Brien, OBrien and O Brien are one.</summary>
    internal static string Bare(string name) => $"replace(fold({name}), ' ', '')";
}

/// <summary>Somebody on record whom a person of a feed may be.</summary>
sealed record RosterHit
{
    /// <summary>The number of the person in the feed.</summary>
    public int Person { get; init; }

    public Guid Id { get; init; }

    /// <summary>ID, TRN, EMAIL or NAME.</summary>
    public string How { get; init; } = "";
}

/// <summary>A person of a feed who asked to be erased, or has the name of one.</summary>
sealed record ErasedHit
{
    /// <summary>The number of the person in the feed.</summary>
    public int Person { get; init; }

    /// <summary>Whether the id or the Teacher Reference Number says so.</summary>
    public bool Certain { get; init; }
}
