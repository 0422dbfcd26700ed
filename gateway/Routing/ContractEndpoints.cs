using Mastery.Contracts;
using Mastery.Gateway.Errors;
using Mastery.Gateway.Forwarding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Mastery.Gateway.Routing;

/// <summary>The endpoints of the gateway, derived from the compiled contracts: a new RPC needs no code here.</summary>
static class ContractEndpoints
{
    public static void MapContracts(this WebApplication app)
    {
        var forwarding = app.Services.GetRequiredService<CallForwarder>();
        foreach (var method in ContractIndex.Methods)
        {
            MapGrpc(app, forwarding, method);
        }

        foreach (var path in ContractIndex.Methods.SelectMany(Routes).GroupBy(route => RestPattern.Of(route.Route)))
        {
            MapRest(app, forwarding, path.Key, [.. path]);
        }

        app.Map("/oauth2/{**path}", context => forwarding.ForwardFormAsync(context, ServiceNames.Access));
        app.Map("/.well-known/{**path}", context => forwarding.ForwardFormAsync(context, ServiceNames.Access));
        app.MapFallback(context => context.AnswerAsync(GatewayError.NotFound(context.Request)));
    }

    static IEnumerable<(ContractMethod Method, ContractRoute Route)> Routes(ContractMethod method) =>
        method.Routes.Select(route => (method, route));

    static void MapGrpc(WebApplication app, CallForwarder forwarding, ContractMethod method)
    {
        var service = ServiceNames.Of(method.Descriptor.File.Package);
        Map(app, method.Path, "POST", context => forwarding.ForwardGrpcAsync(context, service, method.IsStreaming));
        MapError(app, method.Path, "POST");
    }

    static void MapRest(
        WebApplication app,
        CallForwarder forwarding,
        string path,
        (ContractMethod Method, ContractRoute Route)[] bindings)
    {
        foreach (var (method, route) in bindings)
        {
            var service = ServiceNames.Of(method.Descriptor.File.Package);
            Map(app, path, route.Verb, route.CustomVerb.Length > 0
                ? context => forwarding.ForwardRestAsync(context, service)
                : context => RestPattern.HasCustomVerb(context.Request.Path)
                    ? context.AnswerAsync(GatewayError.NotFound(context.Request))
                    : forwarding.ForwardRestAsync(context, service));
        }

        MapError(
            app,
            path,
            string.Join(", ", bindings.Select(binding => binding.Route.Verb).Distinct().Order(StringComparer.Ordinal)));
    }

    static void Map(WebApplication app, string path, string verb, RequestDelegate answer) =>
        app.MapMethods(path, [verb], answer).WithDisplayName($"{verb} {path}");

    // Routing alone would not refuse a path whose custom verb looks like part of an id.
    static void MapError(
        WebApplication app, string path, string allowed) => app.Map(RoutePatternFactory.Parse(path), context =>
    {
        context.Response.Headers.Allow = allowed;
        return context.AnswerAsync(
            RestPattern.HasCustomVerb(context.Request.Path) && !path.Contains(':', StringComparison.Ordinal)
            ? GatewayError.NotFound(context.Request)
            : GatewayError.NotAllowed(context.Request, allowed));
    }).WithDisplayName($"others than {allowed} {path}");
}
