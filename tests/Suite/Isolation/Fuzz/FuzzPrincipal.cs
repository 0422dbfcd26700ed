using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Somebody who calls: the token, and whose data it may show.</summary>
/// <param name="Name">The client of its token, by which the change log names it.</param>
/// <param name="Token">Its token.</param>
/// <param name="Sees">The words of the data that it may see.</param>
sealed record FuzzPrincipal(string Name, Token Token, IReadOnlyCollection<string> Sees)
{
    /// <summary>The hub that its calls belong in; empty for none.</summary>
    public string Hub => Token.Hubs.FirstOrDefault() is { } hub ? $"hubs/{hub}" : "";

    /// <summary>Whether it sees something of a hub.</summary>
    public bool Owns(FuzzSeed seed) => Sees.Contains(seed.Word);

    /// <summary>Every kind of caller, none of whom may read over all hubs.</summary>
    public static IReadOnlyList<FuzzPrincipal> Of(IReadOnlyList<FuzzSeed> seeds) =>
    [
        .. seeds.GroupBy(seed => seed.Hub).SelectMany<IGrouping<string, FuzzSeed>, FuzzPrincipal>(hub =>
        [
            // Several times as often, because what others ask for ends at the first check.
            .. Enumerable.Repeat(Whole(hub.Key, [.. hub.Select(seed => seed.Word), hub.First().HubWord]), 5),
            // Some scopes, and none.
            Some(hub.Key, [.. hub.Select(seed => seed.Word), hub.First().HubWord]),
            Create(hub.Key, "no-scopes", token => token with { Scopes = [] }),
        ]),
        .. seeds.SelectMany((seed, at) => new[]
        {
            Create(seed.Hub, $"school-{seed.School}", token => token with { School = seed.School },
                seed.Word, seed.HubWord),
            Create(seed.Hub, $"trust-{seed.Trust}", token => token with { Trust = seed.Trust },
                seed.Word, seed.HubWord),
            // The school of another hub: by this hub's token it is nobody.
            Create(seeds[^(at + 1)].Hub == seed.Hub ? "elsewhere" : seeds[^(at + 1)].Hub, $"stray-{seed.School}",
                token => token with { School = seed.School }),
        }),
        Create("fuzz-nowhere", "unknown-hub", token => token),
        Create("fuzz-nowhere", "no-hub", token => token with { Hubs = [] }),
    ];

    static FuzzPrincipal Whole(string hub, string[] sees) => Create(hub, "all-scopes", token => token, sees);

    static FuzzPrincipal Some(string hub, string[] sees) => Create(hub, "reads", token => token with
    {
        Scopes = [.. token.Scopes.Where(scope => scope.EndsWith(".read", StringComparison.Ordinal))],
    }, sees);

    static FuzzPrincipal Create(string hub, string kind, Func<Token, Token> change, params string[] sees)
    {
        var name = $"fuzz.{hub}.{kind}";
        // Who may read over all hubs is told of all of them.
        var scopes = ContractScopes.All.Where(scope => scope != "national.read");
        return new(name, change(Token.Of(hub) with { Client = name, Scopes = [.. scopes] }), sees);
    }
}
