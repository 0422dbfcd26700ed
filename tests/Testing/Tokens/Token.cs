namespace Mastery.Testing;

/// <summary>What an access token says; as it stands, one that every service accepts and that allows
/// everything.</summary>
public sealed record Token
{
    /// <summary>The client it was given to.</summary>
    public string Client { get; init; } = "test-client";

    /// <summary>What it may be used for; every scope that a contract names by default.</summary>
    public IReadOnlyCollection<string> Scopes { get; init; } = ContractScopes.All;

    /// <summary>The hubs it is for; <c>*</c> is every hub.</summary>
    public IReadOnlyCollection<string> Hubs { get; init; } = ["*"];

    /// <summary>The trust that a MIS client is bound to.</summary>
    public string? Trust { get; init; }

    /// <summary>The school that a client is bound to.</summary>
    public string? School { get; init; }

    /// <summary>Who gave it out.</summary>
    public string Issuer { get; init; } = TestIssuer.Name;

    /// <summary>Whom it is meant for.</summary>
    public string Audience { get; init; } = TestIssuer.Audience;

    /// <summary>The <c>typ</c> of its header; left out when null.</summary>
    public string? Type { get; init; } = "at+jwt";

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddMinutes(-1);

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.UtcNow.AddMinutes(30);

    /// <summary>A token for one hub and the named scopes; for every scope when none is named.</summary>
    public static Token Of(string hub, params string[] scopes) =>
        new() { Hubs = [hub], Scopes = scopes.Length == 0 ? ContractScopes.All : scopes };
}
