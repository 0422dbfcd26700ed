using Mastery.Contracts;

namespace Mastery.Gateway.Routing;

/// <summary>Converts path templates of the contract to ASP.NET Core route patterns.</summary>
static class RestPattern
{
    /// <summary><c>/v1/{name=hubs/*/plans/*}:share</c> is <c>/v1/hubs/{p2}/plans/{p4}:share</c>.</summary>
    public static string Of(
        ContractRoute route) => "/" + string.Join('/', route.Segments.Select((segment, index) => segment switch
    {
        "**" => throw new NotSupportedException($"A variable of several segments is not routed: {route.Template}."),
        ['*', ..] => $"{{p{index}}}{segment[1..]}",
        _ => segment,
    }));

    /// <summary>The HTTP methods of a REST form: what can be read with GET can be asked for with HEAD.</summary>
    public static IEnumerable<string> Methods(ContractRoute route) =>
        route.Verb == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [route.Verb];

    /// <summary>Whether a path or pattern ends in <c>:verb</c>, which is not part of the id (AIP-136).</summary>
    public static bool HasCustomVerb(string? path) =>
        path is not null && path.LastIndexOf(':') > path.LastIndexOf('/');
}
