using System.Globalization;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Peers;
using Mastery.Benchmarks.Setup;
using Mastery.Local;
using Mastery.Testing.Gias;

namespace Mastery.Benchmarks.Rows;

/// <summary>A GIAS file of 50,000 schools through the command line tool, the gateway and the service, change log
/// included, beside psql on the same tables. Everything is counted: the tool from its start, every service,
/// PostgreSQL.</summary>
static class Imports
{
    const int Schools = 50_000;
    const string Empty = """
        TRUNCATE school, school_fact_date, trust, trust_membership, trust_link_extract, change, revision, request
        """;

    // The outcome of an import, whoever did it, column by column, and how much of it the log has.
    const string Digest = """
        SELECT array_agg(key || ' ' || digest ORDER BY key)
        FROM (
            SELECT key, md5(string_agg(value::text, '' ORDER BY id)) AS digest
            FROM (
                SELECT 'school' AS kind, urn AS id, to_jsonb(s) AS line FROM school s
                UNION ALL
                SELECT 'day', urn, to_jsonb(f) FROM school_fact_date f
                UNION ALL
                SELECT 'trust', uid, to_jsonb(t) FROM trust t
                UNION ALL
                SELECT 'membership', trust || ' ' || urn, to_jsonb(m) FROM trust_membership m
                UNION ALL
                SELECT 'change', resource, jsonb_build_object('kind', c.kind) FROM change c) AS lines
            CROSS JOIN LATERAL (
                SELECT lines.kind || '.' || name AS key, value
                FROM jsonb_each(line - 'create_time' - 'update_time') AS e (name, value)) AS cells
            GROUP BY key) AS columns
        """;

    static readonly Row First = new(
        Name("import of {0} schools in 140 columns"), @"psql \copy + the same merge + the same log",
        new(Unit.Times, 1.4, 1.15));

    static readonly Row Again = new("the same file again", "first import", new(Unit.Times, 0.3, 0.15));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite)
    {
        if (suite.Postgres.Program("psql") is not { } psql)
        {
            var reason = $"there is no psql in {suite.Postgres.Programs}";
            return [First.Skipped(reason), Again.Skipped(reason)];
        }

        var file = Write(suite, suite.Options.Scale(Schools));
        await ImportAsync(suite, Write(suite, Schools / 50));
        var (first, again) = (Arm(suite, file, empty: true), Arm(suite, file, empty: false));
        var (bare, logged) = (
            await PeerAsync(suite, psql, file, logged: false), await PeerAsync(suite, psql, file, logged: true));
        await RequireSameAsync(suite, first, logged);
        var rounds = await Rounds.RunAsync(suite.Options.Rounds, bare, logged, first, again);
        return
        [
            First.Of(rounds, first, logged) with
            {
                Note = string.Create(CultureInfo.InvariantCulture,
                    $"{rounds.Ratio(first, bare).Median:0.00}× of psql that writes no log; ")
                        + Rate(suite, rounds, first),
            },
            Again.Of(rounds, again, first) with { Note = Rate(suite, rounds, again) },
        ];
    }

    static Arm Arm(BenchSuite suite, string file, bool empty) => new(
        1,
        () => ImportAsync(suite, file),
        Part.Ending("mastery"),
        suite.GatewayPart,
        suite.ServicesPart,
        suite.PostgresPart)
    {
        WarmUps = 1,
        PrepareAsync = () => empty ? suite.Postgres.RunAsync(Empty) : Task.CompletedTask,
    };

    static async Task<Arm> PeerAsync(BenchSuite suite, string psql, string file, bool logged)
    {
        var script = Path.Combine(suite.Scratch, logged ? "import-logged.sql" : "import.sql");
        await PsqlImport.WriteAsync(script, file, logged);
        return new(1, () => PsqlImport.RunAsync(psql, suite.Postgres, script), Part.Ending("psql"), suite.PostgresPart)
        {
            WarmUps = 1,
            PrepareAsync = () => suite.Postgres.RunAsync(Empty),
        };
    }

    static Task<string> ImportAsync(BenchSuite suite, string file) => ShortProgram.RunAsync(
        "dotnet", [Programs.Of("clients/Cli"), "schools", "import", file],
        new Dictionary<string, string> { ["MASTERY_ADDRESS"] = suite.Grpc.ToString() });

    /// <summary>Peers that did not do the same are not compared.</summary>
    static async Task RequireSameAsync(BenchSuite suite, Arm ours, Arm peer)
    {
        List<string[]> outcomes = [];
        foreach (var arm in new[] { ours, peer })
        {
            await arm.MeasureAsync();
            outcomes.Add(await suite.Postgres.ReadAsync<string[]>(Digest));
        }

        var different = outcomes[0].Except(outcomes[1]).Select(column => column.Split(' ')[0]).ToList();
        if (different.Count > 0)
        {
            throw new InvalidOperationException(
                "psql's merge has another outcome than the service's import, so they are not comparable: "
                    + string.Join(", ", different));
        }
    }

    static string Write(BenchSuite suite, int rows)
    {
        var path = Path.Combine(suite.Scratch, $"schools-{rows}.csv");
        using var stream = File.Create(path);
        new GiasFileGenerator().Write(stream, rows);
        return path;
    }

    static string Rate(BenchSuite suite, Rounds rounds, Arm arm)
    {
        var (seconds, rows) = (rounds.Elapsed(arm).TotalSeconds, suite.Options.Scale(Schools));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s by the clock, {rows / seconds:N0} rows/s");
    }

    static string Name(string format) =>
        string.Format(CultureInfo.InvariantCulture, format, Schools.ToString("N0", CultureInfo.InvariantCulture));
}
