using System.Globalization;
using Mastery.Benchmarks.Setup;
using Mastery.Years;

namespace Mastery.Benchmarks.Hubs;

/// <summary>Makes thousands of hubs of a few that were written through the API: within the database, because through
/// the API it would take hours. Names of people and schools repeat; ids and URNs do not.</summary>
sealed class HubCopies(PostgresFacts postgres, YearOptions options, IReadOnlyList<string> hubs, int sources)
{
    /// <summary>Every table whose rows grow with the hubs, but letters and the change log, which no call here
    /// reads.</summary>
    static readonly string[] Tables =
    [
        "school", "school_participation", "department_owner", "department", "participant", "participant_post",
        "past_participation", "past_participation_lead", "work_group", "work_group_lead", "application",
        "application_advocate",
    ];

    /// <summary>Copies the sources until there are so many hubs.</summary>
    /// <param name="from">How many there are.</param>
    /// <param name="to">How many there shall be.</param>
    public async Task GrowAsync(int from, int to)
    {
        await postgres.RunAsync($"""
            DROP TABLE IF EXISTS hub_copy;
            CREATE TABLE hub_copy AS SELECT * FROM (VALUES {string.Join(", ", Rows(from, to))})
                AS row (source, id, first_urn, last_urn, shift);
            INSERT INTO hub (id, display_name) SELECT id, id FROM hub_copy ON CONFLICT DO NOTHING
            """);
        foreach (var table in Tables)
        {
            await postgres.RunAsync(await CopyAsync(table));
        }

        await postgres.RunAsync($"ANALYZE {string.Join(", ", Tables)}");
        await postgres.RunAsync("CHECKPOINT");
    }

    IEnumerable<string> Rows(int from, int to) => Enumerable.Range(from, to - from).Select(number =>
    {
        var (source, size) = (number % sources, options.DepartmentsPerHub);
        var first = options.FirstUrn + source * size;
        return string.Create(CultureInfo.InvariantCulture,
            $"('{hubs[source]}', '{hubs[number]}', '{first}', '{first + size - 1}', {(number - source) * size})");
    });

    /// <summary>The statement that copies a table. Keys between copies are the same function of the sources' keys, so
    /// nothing has to be checked again.</summary>
    async Task<string> CopyAsync(string table)
    {
        var match = table is "school" or "school_participation"
            ? "t.urn BETWEEN c.first_urn AND c.last_urn"
            : $"t.{(table == "department_owner" ? "hub" : "hub_id")} = c.source";
        return await postgres.ReadAsync<string>($"""
            SELECT format($$
                BEGIN;
                SET LOCAL session_replication_role = replica;
                INSERT INTO {table} (%s) SELECT %s FROM {table} t JOIN hub_copy c ON {match};
                COMMIT $$,
                string_agg(quote_ident(attname), ', ' ORDER BY attnum),
                string_agg(CASE
                    WHEN atttypid = 'uuid'::regtype THEN format('md5(c.id || t.%I)::uuid', attname)
                    WHEN attname = 'hub_id' OR '{table}' = 'department_owner' AND attname = 'hub' THEN 'c.id'
                    WHEN attname IN ('urn', 'school') THEN format('(t.%I::int + c.shift)::text', attname)
                    ELSE format('t.%I', attname) END, ', ' ORDER BY attnum))
            FROM pg_attribute
            WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """);
    }
}
