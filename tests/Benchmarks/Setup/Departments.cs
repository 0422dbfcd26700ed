using System.Globalization;
using Mastery.Benchmarks.Load;

namespace Mastery.Benchmarks.Setup;

/// <summary>The departments that are read: hub-owned rows, behind row-level security.</summary>
sealed class Departments
{
    /// <summary>The hub whose departments are read and listed.</summary>
    public const string Hub = "hubs/yorkshire-and-the-humber";

    /// <summary>The hub that has very many.</summary>
    public const string LargeHub = "hubs/north-west-one";

    /// <summary>A copy of the table, without row-level security.</summary>
    public const string PlainTable = "department_plain";

    const int Usual = 1_000;
    const int FirstUrn = 100_000;

    // Pages are walked in steps of this.
    const int Step = 1_000;

    Departments(string one, int depth)
    {
        One = one;
        Depth = depth;
    }

    /// <summary>The department that is read by name.</summary>
    public string One { get; }

    /// <summary>How many rows the large hub has before the page at depth.</summary>
    public int Depth { get; }

    /// <summary>Fills the tables.</summary>
    public static async Task<Departments> CreateAsync(PostgresFacts postgres, int depth)
    {
        await postgres.RunAsync(Fill(Hub, FirstUrn, Usual));
        await postgres.RunAsync(Fill(LargeHub, FirstUrn + Usual, depth + Step));
        await postgres.RunAsync($"""
            CREATE TABLE {PlainTable} (LIKE department INCLUDING INDEXES);
            INSERT INTO {PlainTable} SELECT * FROM department;
            GRANT SELECT ON {PlainTable} TO mastery_runtime
            """);
        await postgres.RunAsync("VACUUM ANALYZE department");
        await postgres.RunAsync($"VACUUM ANALYZE {PlainTable}");
        await postgres.RunAsync("CHECKPOINT");
        var hub = Hub.Split('/')[1];
        return new(await postgres.ReadAsync<string>(
            $"SELECT '{Hub}/departments/' || id FROM department WHERE hub_id = '{hub}' ORDER BY school OFFSET "
                + $"{Usual / 2} LIMIT 1"),
            depth);
    }

    /// <summary>The token of the page at depth, as a client comes by it: page by page.</summary>
    public async Task<string> WalkAsync(BenchSuite suite)
    {
        var (client, headers) = Calls.Client(suite.Service.ToString(), await suite.TokenAsync());
        var token = "";
        for (var seen = 0; seen < Depth; seen += Step)
        {
            var page = await client.ListDepartmentsAsync(
                new() { Parent = LargeHub, PageSize = Step, PageToken = token }, headers);
            token = page.NextPageToken;
        }
        return token;
    }

    // Two departments a school, so that six digits are enough for a million; a hub owns what it has.
    static string Fill(string hub, int urn, int count) => string.Create(CultureInfo.InvariantCulture, $"""
        WITH fresh AS (
            SELECT ({urn} + n / 2)::text AS school, CASE n % 2 WHEN 0 THEN 'MATHEMATICS' ELSE 'SCIENCE' END AS subject
            FROM generate_series(1, {count}) AS n),
        owned AS (
            INSERT INTO department_owner (urn, subject, hub) SELECT school, subject, '{hub.Split('/')[1]}' FROM fresh)
        INSERT INTO department (hub_id, id, school, subject, state)
        SELECT '{hub.Split('/')[1]}', gen_random_uuid(), school, subject, 'ACTIVE' FROM fresh
        """);
}
