using System.Globalization;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>A page of 100 rows far down a long list beside the first one: client, service and PostgreSQL are
/// counted.</summary>
static class Depth
{
    const int Lists = 1_500;

    // As flat as can be measured.
    const double Flat = 1.05;

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        var page = new LoadSpec(LoadKind.GrpcList, suite.Service.ToString(), Departments.LargeHub) { WarmUp = 1_000 };
        await using var deep = await suite.LoadAsync(page with { PageToken = await departments.WalkAsync(suite) });
        await using var first = await suite.LoadAsync(page);
        Part[] others = [suite.ServicePart, suite.PostgresPart];
        var ours = suite.Arm(deep, Lists, [deep.Part, .. others]);
        var peer = suite.Arm(first, Lists, [first.Part, .. others]);
        var row = new Row(
            string.Create(CultureInfo.InvariantCulture, $"page of 100 at depth {departments.Depth:N0}"), "first page",
            new(Unit.Times, 1.2, Flat));
        return [row.Of(await Rounds.RunAsync(suite.Options.Rounds, ours, peer), ours, peer)];
    }
}
