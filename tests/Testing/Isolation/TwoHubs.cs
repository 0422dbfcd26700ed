using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>A database of a service, for one test alone, in which two hubs have the same row in every table that hubs
/// own.</summary>
sealed class TwoHubs : IAsyncDisposable
{
    /// <summary>One of the hubs.</summary>
    public const string One = "one-hub";

    /// <summary>The other.</summary>
    public const string Other = "other-hub";

    TwoHubs(TestDatabase database, IReadOnlyList<HubRow> rows) => (Database, Rows) = (database, rows);

    /// <summary>The database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The row of each table, as JSON.</summary>
    public IReadOnlyList<HubRow> Rows { get; }

    /// <summary>Makes one.</summary>
    /// <param name="filled">A database of the service with a row in every table of the service's own.</param>
    public static async Task<TwoHubs> CreateAsync(TestDatabase filled)
    {
        var database = await filled.AnotherAsync();
        await using var source = await filled.OpenAsync(DatabaseRole.Administrator);
        await using var target = await database.OpenAsync(DatabaseRole.Administrator);
        await using var owner = await database.OpenAsync(DatabaseRole.Owner);
        await FillPipelineAsync(owner);
        // Rows without those that they refer to: no foreign key is checked.
        await target.RunAsync("SET session_replication_role = replica");
        List<HubRow> rows = [];
        foreach (var table in await HubTables.OwnedAsync(target))
        {
            if (await HubRow.FindAsync(target, table) is { } own)
            {
                rows.Add(own);
                continue;
            }

            var row = await HubRow.FindAsync(source, table);
            Assert.True(row is not null, $"{table} is empty, so nothing would be proved of it: fill it.");
            await row.InsertAsync(target, One);
            await row.InsertAsync(target, Other);
            rows.Add(row);
        }

        return new(database, rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Fills the tables that every service has: few services write to all of them in a test.</summary>
    static async Task FillPipelineAsync(NpgsqlConnection owner)
    {
        foreach (var hub in (string[])[One, Other])
        {
            await owner.SetHubAsync(hub);
            await owner.RunAsync("""
                SELECT append_changes($1, 'test', 'test', NULL, NULL, ARRAY['seed'], ARRAY['seed'],
                    ARRAY['CREATED'], ARRAY[''], ARRAY[NULL::jsonb], ARRAY['{}'::jsonb],
                    ARRAY['{"seed": {"after": {"x": "y"}}}'::jsonb])
                """, hub);
            await owner.RunAsync("SELECT erase_personal($1, 'nobody', NULL, 'test', 'test', NULL)", hub);
            await owner.RunAsync("""
                INSERT INTO request (hub_id, actor, request_id, digest) VALUES ($1, '', gen_random_uuid(), '')
                """, hub);
            await owner.RunAsync("""
                INSERT INTO sensitive_read
                    (hub_id, id, actor, token_id, method, request_hub, resources, fields, trace_id)
                VALUES ($1, gen_random_uuid(), 'test', '', 'test', $1, '{seed}', '{x}', '')
                """, hub);
            await owner.RunAsync("""
                WITH added AS (
                    INSERT INTO webhook (hub_id, id, client_id, uri, resource_types, place_revision, place_ordinal)
                    VALUES ($1, gen_random_uuid(), 'test', 'https://example.org', '{}', 0, 0) RETURNING id)
                INSERT INTO webhook_dead_letter (hub_id, webhook_id, id, epoch, revision, ordinal, failure, status,
                    attempt_count, attempt_time)
                SELECT $1, id, 'test', gen_random_uuid(), 1, 1, 'TIMEOUT', 0, 1, now() FROM added
                """, hub);
        }
    }
}

/// <summary>A row of a table that hubs own.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns, but generated ones.</param>
/// <param name="Json">The row.</param>
sealed record HubRow(string Table, string Columns, string Json)
{
    /// <summary>Any row of a table; null where it has none.</summary>
    public static async Task<HubRow?> FindAsync(NpgsqlConnection connection, string table)
    {
        var rows = await connection.ReadAsync($"SELECT to_jsonb(t)::text FROM \"{table}\" AS t LIMIT 1");
        var columns = await connection.ReadAsync("""
            SELECT quote_ident(attname) FROM pg_attribute
            WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """, $"\"{table}\"");
        return rows is [var row] ? new(table, string.Join(", ", columns), row) : null;
    }

    /// <summary>Writes it as a row of <paramref name="hub"/>.</summary>
    public Task<int> InsertAsync(NpgsqlConnection connection, string hub) => connection.RunAsync($"""
        INSERT INTO "{Table}" ({Columns})
        SELECT {Columns}
        FROM jsonb_populate_record(NULL::"{Table}", $1::text::jsonb || jsonb_build_object('hub_id', $2::text))
        """, Json, hub);
}
