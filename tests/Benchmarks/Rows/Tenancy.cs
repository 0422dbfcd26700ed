using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>What isolation costs: the hub set in the query's own batch and row-level security, beside the same query of
/// a copy of the table that has neither. Client and PostgreSQL are counted.</summary>
static class Tenancy
{
    const int Calls = 20_000;

    static readonly Row Row = new(
        "RLS + set_config in the query's batch", "plain WHERE, copy of the table", new(Unit.Times, 1.2, 1.1));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        var address = PostgresFacts.Tuned(suite.Postgres.Runtime);
        await using var tenant = await suite.LoadAsync(new(LoadKind.SqlInHub, address, departments.One));
        await using var plain = await suite.LoadAsync(
            new(LoadKind.SqlPlain, address, departments.One) { Table = Departments.PlainTable });
        var ours = suite.Arm(tenant, Calls, tenant.Part, suite.PostgresPart);
        var peer = suite.Arm(plain, Calls, plain.Part, suite.PostgresPart);
        return [Row.Of(await Rounds.RunAsync(suite.Options.Rounds, ours, peer), ours, peer)];
    }
}
