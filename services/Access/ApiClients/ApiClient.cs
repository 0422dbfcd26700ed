using System.Collections.Frozen;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Mastery.Access;

/// <summary>A program that may ask for tokens, with what it may do. Secrets are kept as PBKDF2 hashes only.</summary>
public sealed record ApiClient
{
    static readonly PasswordHasher<ApiClient> Hasher = new();
    static readonly NamePattern HubNames = NamePattern.Parse("hubs/{hub}");

    // Verified when no client has the id, so that the response time does not reveal which ids exist.
    static readonly string UnknownClientHash = Hasher.HashPassword(null!, Guid.NewGuid().ToString());

    /// <summary>The client's id: lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Hashes of its one or two valid secrets.</summary>
    public required string[] SecretHashes { get; init; }

    /// <summary>The scopes it may ask for.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>The hubs it may work for, or <c>*</c> alone for every hub.</summary>
    public required string[] Hubs { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTime? ExpireTime { get; init; }

    /// <summary>Hashes a secret for <see cref="SecretHashes"/>.</summary>
    public static string Hash(string secret) => Hasher.HashPassword(null!, secret);

    /// <summary>Whether the secret is one of the client's and the client has not expired.</summary>
    public static bool Accepts(ApiClient? client, string secret, DateTimeOffset now) =>
        (client?.SecretHashes ?? [UnknownClientHash]).Any(hash => Matches(hash, secret))
        && (client?.ExpireTime is not { } end || now < end);

    /// <summary>
    /// The scopes of a token: the requested ones, or all of the client's when none was requested. Null when the client
    /// lacks a requested scope.
    /// </summary>
    public IReadOnlyCollection<string>? Grant(IReadOnlyCollection<string> asked) =>
        asked.Count == 0 ? Scopes : asked.All(Scopes.ToFrozenSet().Contains) ? asked : null;

    /// <summary>
    /// The hubs of a token: the requested ones, or all of the client's when none was requested. Null when the client
    /// may not work for a requested hub.
    /// </summary>
    public IReadOnlyCollection<string>? GrantHubs(IReadOnlyCollection<string> asked) =>
        asked.Count == 0 ? Hubs
        : asked.All(hub => Hubs.Contains(hub) || (Hubs.Contains("*") && IsHub(hub))) ? asked
        : null;

    static bool IsHub(string hub) =>
        hub is not ResourceName.National && HubNames.Matches($"hubs/{hub}", wildcard: false);

    static bool Matches(string hash, string secret) =>
        Hasher.VerifyHashedPassword(null!, hash, secret) != PasswordVerificationResult.Failed;
}
