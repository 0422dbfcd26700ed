using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Peers;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>The same read through the gateway, as gRPC and as REST, and through nginx: proxy and service are counted,
/// the client and PostgreSQL, which are the same in all, are not.</summary>
static class Gateways
{
    const int Calls = 10_000;

    static readonly Row PassThrough = new(
        "gateway + service, gRPC passed through", "nginx grpc_pass", new(1, 0.6, AtLeast: false));

    static readonly Row Rest = new(
        "REST via gateway (gateway + service)", "gRPC via gateway", new(1.1, 0.9, AtLeast: false));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        var program = Nginx.Find();
        await using var nginx = program is null ? null : await Nginx.StartAsync(program, suite.Service, suite.Scratch);
        await using var grpc = await suite.LoadAsync(new(LoadKind.GrpcGet, suite.Grpc.ToString(), departments.One));
        await using var rest = await suite.LoadAsync(new(LoadKind.RestGet, suite.Rest.ToString(), departments.One));
        await using var beside = nginx is null
            ? null
            : await suite.LoadAsync(new(LoadKind.GrpcGet, nginx.Address, departments.One));
        Part[] own = [suite.GatewayPart, suite.ServicePart];
        var viaGrpc = suite.Arm(grpc, Calls, own);
        var viaRest = suite.Arm(rest, Calls, own);
        var viaNginx = beside is null ? null : suite.Arm(beside, Calls, nginx!.Part, suite.ServicePart);
        var rounds = await Rounds.RunAsync(
            suite.Options.Rounds, [viaGrpc, viaRest, .. viaNginx is null ? [] : new[] { viaNginx }]);
        return
        [
            viaNginx is null
                ? PassThrough.Skipped("there is no nginx on this machine")
                : PassThrough.Of(rounds, viaGrpc, viaNginx),
            Rest.Of(rounds, viaRest, viaGrpc),
        ];
    }
}
