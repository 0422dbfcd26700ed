using System.Collections.Frozen;
using System.Security.Claims;

namespace Mastery.ServiceDefaults;

/// <summary>What a validated token says about who holds it; made once per token, not per call.</summary>
sealed record Caller
{
    public static readonly Caller Nobody = new();

    public string Actor { get; init; } = "";

    /// <summary>The API client, where the suite's own issuer gave the token; empty otherwise.</summary>
    public string Client { get; init; } = "";

    /// <summary>The generation of the client's rights at the time; 0 where the token says nothing.</summary>
    public long Generation { get; init; }

    /// <summary>The id of the token; empty where its issuer gives none.</summary>
    public string TokenId { get; init; } = "";

    /// <summary>Whether it was given in an emergency: whatever is read by it is entered.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>When the token expires.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.MaxValue;

    public FrozenSet<string> Scopes { get; init; } = [];

    public FrozenSet<string> Hubs { get; init; } = [];

    /// <summary>The hub that the token is for; null where it is for several, for every one or for none.</summary>
    public string? OnlyHub => Hubs.Items is [not "*" and var only] ? only : null;

    public string? Trust { get; init; }

    public string? School { get; init; }

    /// <summary>What the token is bound to, <c>schools/URN</c> or <c>trusts/UID</c>; null when to neither, and empty
    /// when its claims cannot be understood, so that it reaches nothing.</summary>
    public string? Bound => (School, Trust) switch
    {
        (null, null) => null,
        ({ } school, null) when IsNumber(school) => $"schools/{school}",
        (null, { } trust) when IsNumber(trust) => $"trusts/{trust}",
        _ => "",
    };

    /// <summary>Whether the token covers <paramref name="hub"/>.</summary>
    public bool MayEnter(string hub) => Hubs.Contains("*") || Hubs.Contains(hub);

    /// <param name="principal">The holder of the token.</param>
    /// <param name="issuer">What tells subjects of a foreign issuer from our own: empty for our own.</param>
    public static Caller Of(ClaimsPrincipal principal, string issuer = "") => new()
    {
        Actor = (issuer.Length == 0 ? "" : issuer + "/")
            + (principal.FindFirst("sub") ?? principal.FindFirst("client_id"))?.Value,
        Client = issuer.Length == 0 ? principal.FindFirst("client_id")?.Value ?? "" : "",
        Generation = long.TryParse(principal.FindFirst("generation")?.Value, out var generation) ? generation : 0,
        TokenId = principal.FindFirst("jti")?.Value ?? "",
        BreakGlass = principal.HasClaim("break_glass", "true"),
        Expires = long.TryParse(principal.FindFirst("exp")?.Value, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MaxValue,
        Scopes = Words(principal, "scope").Concat(Words(principal, "scp")).ToFrozenSet(),
        Hubs = Words(principal, "hub").ToFrozenSet(),
        Trust = One(principal, "trust"),
        School = One(principal, "school"),
    };

    /// <summary>The one value of a claim; several are joined, so that they are none that is understood.</summary>
    static string? One(ClaimsPrincipal principal, string type) =>
        principal.FindAll(type).Select(claim => claim.Value).ToList() is { Count: > 0 } values
            ? string.Join(' ', values)
            : null;

    static bool IsNumber(string text) => text.Length is > 0 and <= 6 && text.All(char.IsAsciiDigit);

    static IEnumerable<string> Words(ClaimsPrincipal principal, string type) =>
        principal.FindAll(type).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A principal that carries its <see cref="Caller"/>.</summary>
sealed class CallerPrincipal(ClaimsIdentity identity, string issuer) : ClaimsPrincipal(identity)
{
    public Caller Caller { get; } = Caller.Of(new ClaimsPrincipal(identity), issuer);
}
