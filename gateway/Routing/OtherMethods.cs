using Mastery.Contracts;
using Mastery.Gateway.Errors;

namespace Mastery.Gateway.Routing;

/// <summary>Answers what no route takes: OPTIONS, another HTTP method than a path has, and an unknown path.</summary>
static class OtherMethods
{
    public static void MapOtherMethods(this WebApplication app)
    {
        var rest = ContractIndex.Methods.SelectMany(method => method.Routes)
            .GroupBy(route => route.RoutePattern, RestPattern.Methods)
            .Select(path => (path.Key, Methods: path.SelectMany(methods => methods)));
        var grpc = ContractIndex.Methods.Select(method => (method.Path, Methods: Enumerable.Repeat("POST", 1)));
        var plain = ContractRoutes.PlainRoutes.Select(route => (route.Path, Methods: route.Methods.AsEnumerable()));
        foreach (var (path, methods) in rest.Concat(grpc).Concat(plain))
        {
            app.MapOtherMethods(path, methods);
        }

        app.MapFallback(context => context.AnswerAsync(GatewayError.NotFound(context.Request)));
    }

    /// <summary>Answers OPTIONS at a path, and refuses the methods that it does not take.</summary>
    public static void MapOtherMethods(this WebApplication app, string path, IEnumerable<string> methods)
    {
        var allowed = string.Join(
            ", ", methods.Append(HttpMethods.Options).Distinct().Order(StringComparer.Ordinal));
        app.Map(path, context => AnswerAsync(context, path, allowed)).WithDisplayName($"others than {allowed} {path}");
    }

    // Routing alone would not refuse a path whose custom verb looks like part of an id.
    static Task AnswerAsync(HttpContext context, string path, string allowed)
    {
        if (RestPattern.HasCustomVerb(context.Request.Path.Value) && !RestPattern.HasCustomVerb(path))
        {
            return context.AnswerAsync(GatewayError.NotFound(context.Request));
        }

        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return context.AnswerAsync(GatewayError.NotAllowed(context.Request, allowed));
        }

        context.Response.Headers.Allow = allowed;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
