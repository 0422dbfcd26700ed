using System.Globalization;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Peers;
using Mastery.Benchmarks.Peers.Bare;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>A read at the service beside bare services over the same table, where the service and PostgreSQL are
/// counted, and beside pgbench asking PostgreSQL the same, where the client is counted too.</summary>
/// <param name="What">What is read.</param>
/// <param name="Load">The read.</param>
/// <param name="Calls">How many of them.</param>
/// <param name="Sql">The plain query of a superuser, whom row-level security does not bind: the least that PostgreSQL
/// can do.</param>
/// <param name="Bars">Beside Dapper, Entity Framework Core and pgbench.</param>
sealed record Reads(string What, LoadSpec Load, int Calls, string Sql, (Bar Dapper, Bar Entities, Bar Pgbench) Bars)
{
    // pgbench is done so much sooner that its CPU time would be too little to read.
    const int Transactions = 4;

    static readonly string[] Served = ["service", "PostgreSQL"];

    /// <summary>A department by its name.</summary>
    public static Task<IReadOnlyList<Row>> UnaryAsync(BenchSuite suite, Departments departments) => new Reads(
        "unary read by name at the service",
        new(LoadKind.GrpcGet, suite.Service.ToString(), departments.One) { WarmUp = 40_000 },
        12_000,
        $"SELECT {Statements.Columns} FROM department WHERE hub_id = :hub AND id = :id;",
        (new(Unit.Times, 1.3, 1.1), new(Unit.Times, 0.8, 0.65), new(Unit.Share, 0.35, 0.55))).RunAsync(suite);

    /// <summary>The first hundred departments of a hub.</summary>
    public static Task<IReadOnlyList<Row>> ListAsync(BenchSuite suite) => new Reads(
        "list of 100 rows at the service",
        new(LoadKind.GrpcList, suite.Service.ToString(), Departments.Hub) { WarmUp = 10_000 },
        2_000,
        string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Statements.Columns} FROM department WHERE (hub_id = :hub) ORDER BY hub_id, id LIMIT "
                + $"{LoadSpec.PageSize + 1};"),
        (new(Unit.Times), new(Unit.Times), new(Unit.Share, 0.42, 0.6))).RunAsync(suite);

    async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite)
    {
        await using var dapper = await BareService.StartAsync(BareKind.Dapper, suite.Postgres);
        await using var entities = await BareService.StartAsync(BareKind.EntityFramework, suite.Postgres);
        await using var loads = new Loads(suite, Calls);
        var ours = await loads.ArmAsync(Load, suite.ServicePart, suite.PostgresPart);
        var byDapper = await loads.ArmAsync(Load with { Address = dapper.Address }, dapper.Part, suite.PostgresPart);
        var byEntities = await loads.ArmAsync(
            Load with { Address = entities.Address }, entities.Part, suite.PostgresPart);
        var pgbench = Pgbench.Of(suite);
        var plain = pgbench?.Arm(suite.Postgres.Admin, Sql, Load.Subject, Calls * Transactions);
        var tenant = pgbench?.Arm(suite.Postgres.Runtime, InHub(Sql), Load.Subject, Calls * Transactions);
        var rounds = await Rounds.RunAsync(
            suite.Options.Rounds, [ours, byDapper, byEntities, .. new[] { plain, tenant }.OfType<Arm>()]);
        return
        [
            Row("bare gRPC service with Dapper", Bars.Dapper).Of(rounds.Only(Served), ours, byDapper) with
            {
                Note = Rate(suite.Options.Scale(Calls), rounds.Elapsed(ours)),
            },
            Row("the same with EF Core", Bars.Entities).Of(rounds.Only(Served), ours, byEntities),
            BesidePgbench(suite, rounds, ours, plain, tenant),
        ];
    }

    Row BesidePgbench(BenchSuite suite, Rounds rounds, Arm ours, Arm? plain, Arm? tenant)
    {
        var row = Row("pgbench -M prepared, same query, clients counted", Bars.Pgbench);
        return plain is null || tenant is null
            ? row.Skipped($"there is no pgbench in {suite.Postgres.Programs}")
            : row.Of(rounds, ours, plain) with
            {
                Note = string.Create(CultureInfo.InvariantCulture,
                    $"{rounds.Ratio(tenant, ours).Median:0 %} of pgbench that sets the hub and is bound by RLS too"),
            };
    }

    Row Row(string peer, Bar bar) => new(What, peer, bar);

    static string InHub(string query) =>
        $"\\startpipeline\nSELECT set_config('mastery.hub', :hub, true);\n{query}\n\\endpipeline\n";

    static string Rate(int calls, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{calls / elapsed.TotalSeconds:0} calls/s");
}
