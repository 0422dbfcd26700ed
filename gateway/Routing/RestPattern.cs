using Mastery.Contracts;

namespace Mastery.Gateway.Routing;

/// <summary>What routing needs to know of the contract's path templates.</summary>
static class RestPattern
{
    /// <summary>The HTTP methods of a REST form: what can be read with GET can be asked for with HEAD.</summary>
    public static IEnumerable<string> Methods(ContractRoute route) =>
        route.Verb == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [route.Verb];

    /// <summary>Whether a path or pattern ends in <c>:verb</c>, which is not part of the id (AIP-136).</summary>
    public static bool HasCustomVerb(string? path) =>
        path is not null && path.LastIndexOf(':') > path.LastIndexOf('/');
}
