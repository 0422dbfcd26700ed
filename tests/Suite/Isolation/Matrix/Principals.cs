using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>Every kind of caller. Requests are about the resources of <see cref="RunningSuite.Hub"/> and of its school
/// <see cref="HubSchools.First"/>.</summary>
static class Principals
{
    static readonly string Trust = HubSchools.Trust.Split('/')[1];
    static readonly Token Hub = Token.Of(RunningSuite.Hub);
    static readonly Token School = Hub with { School = $"{HubSchools.First}" };

    public static IReadOnlyList<Principal> All { get; } =
    [
        new("bad", "no token, and one that is invalid in each way there is",
            _ => Enum.GetValues<BadToken>().Select(Bearer.Bad)) { IsRefused = true },
        new("odd", "a school or trust that is not understood, or both",
            _ => Of(
                Hub with { Trust = "trusts/1234" }, Hub with { School = "schools/1" }, Hub with { School = "" },
                School with { Trust = Trust })) { IsRefused = true },
        new("-sc", "the hub, with every scope but the method's",
            method => Of(Without(Hub, method.Scope))) { IsRefused = true },
        new("-ex", "the hub, with every scope but one of the method's extra scopes",
            method => method.Scopes.Skip(1).Select(scope => Bearer.Of(Without(Hub, scope)))) { IsRefused = true },
        new("all", "every hub, with every scope", _ => Of(Token.Of("*"))),
        new("hub", "the hub, with every scope", _ => Of(Hub)),
        new("oth", "another hub, with every scope", _ => Of(Token.Of(RunningSuite.OtherHub))) { SeesNothing = true },
        new("non", "no hub, with every scope", _ => Of(Hub with { Hubs = [] })) { SeesNothing = true },
        new("na+", "hubs/- is named; with national.read", _ => Of(Hub)) { Named = "hubs/-" },
        new("na-", "hubs/- is named; every scope but national.read",
            _ => Of(Without(Hub, "national.read"))) { Named = "hubs/-", IsRefused = true },
        new("lo+", "hubs/national is named; with every scope", _ => Of(Hub)) { Named = "hubs/national" },
        new("lo-", "hubs/national is named; every scope but the one for it",
            method => method.NationalLogScope.Length == 0 ? [] : Of(Without(Hub, method.NationalLogScope)))
        {
            Named = "hubs/national",
            IsRefused = true,
        },
        new("sch", "the school", _ => Of(School)),
        new("tru", "the trust of the school", _ => Of(Hub with { Trust = Trust })),
        new("wgr", "another school, in the same Work Group",
            _ => Of(Hub with { School = $"{HubSchools.First + HubSchools.Neighbour}" })),
        new("osc", "another school of the hub",
            _ => Of(Hub with { School = $"{HubSchools.Apart}" })) { SeesNothing = true },
        new("otr", "another trust", _ => Of(Hub with { Trust = "1234" })) { SeesNothing = true },
        new("soh", "the school, by a token for another hub",
            _ => Of(School with { Hubs = [RunningSuite.OtherHub] })) { SeesNothing = true },
        new("-ss", "the school, with every scope but the method's",
            method => Of(Without(School, method.Scope))) { IsRefused = true },
    ];

    static IEnumerable<Bearer> Of(params IEnumerable<Token> tokens) => tokens.Select(Bearer.Of);

    static Token Without(Token token, string scope) =>
        token with { Scopes = [.. ContractScopes.All.Where(other => other != scope)] };
}
