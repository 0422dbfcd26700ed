using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Mastery.ServiceDefaults;

/// <summary>Serves client-streaming methods over REST, which JSON transcoding cannot: each method with a
/// <c>google.api.http</c> rule whose body is a repeated field. The caller sends the elements of that field, as lines of
/// JSON or as one JSON array, and everything else in the path and the query.</summary>
static class StreamedBodies
{
    public static void MapStreamedBodies(this IEndpointRouteBuilder app, ServiceDescriptor service)
    {
        foreach (var method in service.Methods.Select(method => new ContractMethod(method)))
        {
            foreach (var (rule, route) in method.TakesStreamedBody ? Forms(method) : [])
            {
                app.MapMethods(route.RoutePattern, [route.Verb], new StreamedBody(method, rule, route).ServeAsync);
            }
        }
    }

    static IEnumerable<(HttpRule Rule, ContractRoute Route)> Forms(ContractMethod method)
    {
        var rule = method.Descriptor.GetOptions().GetExtension(AnnotationsExtensions.Http);
        return rule.AdditionalBindings.Prepend(rule).Zip(method.Routes);
    }
}
