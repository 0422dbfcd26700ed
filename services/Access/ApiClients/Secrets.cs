using Microsoft.AspNetCore.Identity;

namespace Mastery.Access;

/// <summary>Secrets are kept as PBKDF2 hashes.</summary>
public static class Secrets
{
    static readonly PasswordHasher<object> Hasher = new();

    // Verified where there is nothing to compare with, so that the response time does not reveal which clients exist.
    static readonly string[] Nobodys = [Hash(Guid.NewGuid().ToString())];

    /// <summary>The hash of a secret.</summary>
    public static string Hash(string secret) => Hasher.HashPassword(null!, secret);

    /// <summary>Whether the secret is that of one of the hashes.</summary>
    public static bool Match(string[]? hashes, string secret) =>
        (hashes is { Length: > 0 } ? hashes : Nobodys).Any(
            hash => Hasher.VerifyHashedPassword(null!, hash, secret) != PasswordVerificationResult.Failed);
}
