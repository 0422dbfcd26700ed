namespace Mastery.Contracts.Tests.Aips;

/// <summary>The REST forms of all services together: the gateway serves them under one address.</summary>
public sealed class RouteTests
{
    [Fact]
    public void Never_collide()
    {
        var routes = ContractIndex.Methods
            .SelectMany(method => method.Routes.Select(route => (Method: method, Route: route)))
            .ToList();

        var collisions =
            from first in routes.Index()
            from second in routes.Skip(first.Index + 1)
            where Meet(first.Item.Route, second.Route)
            select $"{first.Item.Method} and {second.Method} at {second.Route.Verb} {second.Route.Template}";

        Assert.True(
            !collisions.Any(), $"AIP-127: two methods would answer one request: {string.Join("; ", collisions)}.");
    }

    [Fact]
    public void Begin_with_the_version()
    {
        var others = ContractIndex.Methods
            .SelectMany(method => method.Routes)
            .Where(route => route.Segments[0] != "v1");

        Assert.True(
            !others.Any(),
            $"AIP-185: routes begin with /v1: {string.Join(", ", others.Select(route => route.Template))}.");
    }

    static bool Meet(ContractRoute first, ContractRoute second) =>
        first.Verb == second.Verb
        && first.CustomVerb == second.CustomVerb
        && first.Segments.Count == second.Segments.Count
        && first.Segments
            .Zip(second.Segments)
            .All(pair => pair.First == pair.Second || IsVariable(pair.First) || IsVariable(pair.Second));

    static bool IsVariable(string segment) => segment.StartsWith('*');
}
