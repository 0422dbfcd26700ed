using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Peers.Node;
using Mastery.Benchmarks.Peers.Proxies;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>The same read through the gateway, as gRPC and as REST, through nginx and HAProxy, and of a JSON service
/// that Node runs.</summary>
static class Gateways
{
    const int Calls = 10_000;

    static readonly Row Nginx = new(
        "gateway alone, gRPC passed through", "nginx grpc_pass alone", new(Unit.Times, 1, 0.85));

    static readonly Row Haproxy = Nginx with { Peer = "HAProxy alone", Bar = new(Unit.Times) };

    static readonly Row Rest = new(
        "REST via gateway (gateway + service)", "gRPC via gateway", new(Unit.Times, 1, 0.9));

    static readonly Row Json = new(
        "REST via gateway (gateway + service + PostgreSQL)",
        "JSON service of Fastify and pg: no token, contract, RLS, gateway",
        new(Unit.Times));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        await using var nginx = await Proxy.NginxAsync(suite);
        await using var haproxy = await Proxy.HaproxyAsync(suite);
        await using var node = await NodeService.StartAsync(suite.Postgres);
        await using var loads = new Loads(suite, Calls);
        var (grpc, rest) = (Read(LoadKind.GrpcGet), Read(LoadKind.RestGet));
        Part[] own = [suite.GatewayPart, suite.ServicePart, suite.PostgresPart];
        var viaGrpc = await loads.ArmAsync(grpc(suite.Grpc.ToString()), own);
        var viaRest = await loads.ArmAsync(rest(suite.Rest.ToString()), own);
        var viaNginx = nginx is null ? null : await loads.ArmAsync(grpc(nginx.Address), nginx.Part);
        var viaHaproxy = haproxy is null ? null : await loads.ArmAsync(grpc(haproxy.Address), haproxy.Part);
        var byNode = node is null ? null : await loads.ArmAsync(rest(node.Address), node.Part, suite.PostgresPart);
        var rounds = await Rounds.RunAsync(
            suite.Options.Rounds, [viaGrpc, viaRest, .. new[] { viaNginx, viaHaproxy, byNode }.OfType<Arm>()]);
        return
        [
            Beside(Nginx, rounds.Only("gateway", "nginx"), viaGrpc, viaNginx, "nginx"),
            Beside(Haproxy, rounds.Only("gateway", "haproxy"), viaGrpc, viaHaproxy, "haproxy"),
            Rest.Of(rounds.Only("gateway", "service"), viaRest, viaGrpc),
            Beside(Json, rounds.Only("gateway", "service", "node", "PostgreSQL"), viaRest, byNode, "node with npm"),
        ];

        Func<string, LoadSpec> Read(LoadKind kind) => address => new(kind, address, departments.One);
    }

    static Row Beside(Row row, Rounds rounds, Arm ours, Arm? peer, string program) =>
        peer is null ? row.Skipped($"there is no {program} on this machine") : row.Of(rounds, ours, peer);
}
