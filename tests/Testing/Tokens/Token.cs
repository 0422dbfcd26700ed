namespace Mastery.Testing;

/// <summary>The content of an access token; by default one that every service accepts and that allows
/// everything.</summary>
public sealed record Token
{
    /// <summary>Its client.</summary>
    public string Client { get; init; } = "test-client";

    /// <summary>Its scopes; by default every scope of the contracts.</summary>
    public IReadOnlyCollection<string> Scopes { get; init; } = ContractScopes.All;

    /// <summary>The hubs it is for; <c>*</c> is every hub.</summary>
    public IReadOnlyCollection<string> Hubs { get; init; } = ["*"];

    /// <summary>The trust that a MIS client is bound to.</summary>
    public string? Trust { get; init; }

    /// <summary>The school that a client is bound to.</summary>
    public string? School { get; init; }

    /// <summary>The generation of its client's rights; left out when null.</summary>
    public long? Generation { get; init; }

    /// <summary>Whether it was given in an emergency.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>Its issuer.</summary>
    public string Issuer { get; init; } = TestIssuer.Name;

    /// <summary>Its audience.</summary>
    public string Audience { get; init; } = TestIssuer.Audience;

    /// <summary>The <c>typ</c> of its header; left out when null.</summary>
    public string? Type { get; init; } = "at+jwt";

    /// <summary>The start of its validity.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddMinutes(-1);

    /// <summary>The end of its validity.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.UtcNow.AddMinutes(30);

    /// <summary>A token for one hub and the named scopes; for every scope when none is named.</summary>
    public static Token Of(string hub, params string[] scopes) =>
        new() { Hubs = [hub], Scopes = scopes.Length == 0 ? ContractScopes.All : scopes };
}
