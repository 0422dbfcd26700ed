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

    /// <summary>Whether a path ends in <c>:verb</c>, which is not part of the id (AIP-136).</summary>
    public static bool HasCustomVerb(PathString path) =>
        path.Value is { } value && value.LastIndexOf(':') > value.LastIndexOf('/');
}
