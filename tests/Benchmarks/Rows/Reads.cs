using System.Globalization;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Peers;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>Reads at the service beside pgbench asking PostgreSQL the same: client, service and PostgreSQL are
/// counted.</summary>
static class Reads
{
    const int Calls = 12_000;
    const int Transactions = 40_000;
    const int Lists = 2_000;
    const int ListTransactions = 8_000;

    // The plain query of a superuser, whom row-level security does not bind: the least that PostgreSQL can do.
    const string Get = $"SELECT {Statements.Columns} FROM department WHERE hub_id = :hub AND id = :id;";

    static readonly string List = string.Create(CultureInfo.InvariantCulture,
        $"SELECT {Statements.Columns} FROM department WHERE (hub_id = :hub) ORDER BY hub_id, id LIMIT "
            + $"{LoadSpec.PageSize + 1};");

    static readonly Row Unary = new(
        "unary read by name at the service", "pgbench -M prepared, same row", new(0.35, 1, AtLeast: true));

    static readonly Row Hundred = new(
        "list of 100 rows at the service", "pgbench -M prepared, same query", new(0.42, 0.6, AtLeast: true));

    public static async Task<IReadOnlyList<Row>> UnaryAsync(BenchSuite suite, Departments departments)
    {
        if (Peer(suite) is not { } pgbench)
        {
            return [Unary.Skipped(Missing(suite))];
        }

        await using var load = await suite.LoadAsync(new(LoadKind.GrpcGet, suite.Service.ToString(), departments.One));
        var ours = suite.Arm(load, Calls, load.Part, suite.ServicePart, suite.PostgresPart);
        var calls = suite.Options.Scale(Transactions);
        var plain = pgbench.Arm(suite.Postgres.Admin, Get, departments.One, calls);
        var tenant = pgbench.Arm(suite.Postgres.Runtime, InHub(Get), departments.One, calls);
        var rounds = await Rounds.RunAsync(suite.Options.Rounds, ours, plain, tenant);
        var fair = rounds.Ratio(tenant, ours).Median;
        return
        [
            Unary.Of(rounds, ours, plain) with
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture, $"{fair:0 %} of pgbench that sets the hub and is bound by RLS too; ")
                    + Rate(suite.Options.Scale(Calls), rounds.Elapsed(ours)),
            },
        ];
    }

    public static async Task<IReadOnlyList<Row>> ListAsync(BenchSuite suite)
    {
        if (Peer(suite) is not { } pgbench)
        {
            return [Hundred.Skipped(Missing(suite))];
        }

        await using var load = await suite.LoadAsync(
            new(LoadKind.GrpcList, suite.Service.ToString(), Departments.Hub) { WarmUp = 2_000 });
        var ours = suite.Arm(load, Lists, load.Part, suite.ServicePart, suite.PostgresPart);
        var peer = pgbench.Arm(suite.Postgres.Admin, List, Departments.Hub, suite.Options.Scale(ListTransactions));
        var rounds = await Rounds.RunAsync(suite.Options.Rounds, ours, peer);
        return [Hundred.Of(rounds, ours, peer) with { Note = Rate(suite.Options.Scale(Lists), rounds.Elapsed(ours)) }];
    }

    static string InHub(string query) =>
        $"\\startpipeline\nSELECT set_config('mastery.hub', :hub, true);\n{query}\n\\endpipeline\n";

    static Pgbench? Peer(BenchSuite suite) =>
        suite.Postgres.Program("pgbench") is { } program ? new(program, suite) : null;

    static string Missing(BenchSuite suite) => $"there is no pgbench in {suite.Postgres.Programs}";

    static string Rate(int calls, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{calls / elapsed.TotalSeconds:0} calls/s");
}
