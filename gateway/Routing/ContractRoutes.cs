using Mastery.Contracts;
using Mastery.Gateway.Edge;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Mastery.Gateway.Routing;

/// <summary>YARP's routes, derived from the compiled contracts: a new RPC needs no code here. Their clusters are the
/// services.</summary>
sealed class ContractRoutes : IProxyConfigProvider
{
    const long NoLimit = -1;

    static readonly string[] Reflection =
    [
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ];

    /// <summary>What access serves beside its RPCs: tokens, and the documents that describe them.</summary>
    public static readonly (string Path, string[] Methods)[] PlainRoutes =
    [
        ("/oauth2/{**path}", [HttpMethods.Post]),
        ("/.well-known/{**path}", [HttpMethods.Get, HttpMethods.Head]),
    ];

    readonly Dictionary<string, ForwardedCall> _calls = [];
    readonly ProxyRoutes _routes;

    public ContractRoutes(EdgeLimits limits, IConfiguration configuration, IHostEnvironment environment)
    {
        var routes = ContractIndex.Methods.SelectMany(method => RoutesOf(method, limits));
        // Each service reflects the whole contract, and checks the caller's token, as the gateway does not.
        var reflection = configuration.GetValue("Reflection:Enabled", !environment.IsProduction()) ? Reflection : [];
        _routes = new(
        [
            .. routes, .. PlainRoutes.Select(route => Plain(route.Path, route.Methods, limits)),
            .. reflection.Select(path => Add(
                new ForwardedCall(CallKind.Grpc, path, IsStreaming: true, IsRead: true),
                ServiceNames.Access, NoLimit, "POST")),
        ]);
    }

    public IProxyConfig GetConfig() => _routes;

    /// <summary>What is known of the calls of a route; a route that an operator adds is plain HTTP.</summary>
    public ForwardedCall CallOf(RouteConfig route) => _calls.GetValueOrDefault(route.RouteId)
        ?? new(CallKind.Http, route.Match.Path ?? "", IsStreaming: false, IsRead: false);

    IEnumerable<RouteConfig> RoutesOf(ContractMethod method, EdgeLimits limits)
    {
        var service = ServiceNames.Of(method.Descriptor.File.Package);
        var size = method.IsStreaming ? NoLimit : limits.BodyBytes;
        yield return Add(
            new ForwardedCall(CallKind.Grpc, method.Path, method.IsStreaming, method.IsRead), service, size, "POST");
        foreach (var route in method.Routes)
        {
            var call = new ForwardedCall(CallKind.Rest, route.RoutePattern, method.IsStreaming, method.IsRead);
            yield return Add(call, service, size, [.. RestPattern.Methods(route)]);
        }
    }

    RouteConfig Plain(string path, string[] methods, EdgeLimits limits) => Add(
        new ForwardedCall(CallKind.Http, path, IsStreaming: false, IsRead: false),
        ServiceNames.Access, limits.BodyBytes, methods);

    RouteConfig Add(ForwardedCall call, string service, long size, params string[] methods)
    {
        var route = new RouteConfig
        {
            RouteId = $"{methods[0]} {call.Path}",
            ClusterId = service,
            Match = new() { Path = call.Path, Methods = methods },
            MaxRequestBodySize = size,
        };
        _calls.Add(route.RouteId, call);
        return route;
    }

    sealed class ProxyRoutes(IReadOnlyList<RouteConfig> routes) : IProxyConfig
    {
        public IReadOnlyList<RouteConfig> Routes => routes;

        public IReadOnlyList<ClusterConfig> Clusters => [];

        // The contracts are compiled in: they do not change while the gateway runs.
        public IChangeToken ChangeToken { get; } = new CancellationChangeToken(CancellationToken.None);
    }
}
