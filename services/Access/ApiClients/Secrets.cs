using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Mastery.Access;

/// <summary>Secrets are kept as SHA-256 hashes. They are 256 random bits (<see cref="ApiClient.NewSecret"/>), so nobody
/// finds one by trying, however fast the hash is; a slow one would cost each request of a token a tenth of a second
/// (OWASP ASVS 5.0, 6.5.2: from 112 bits on, no hash for passwords is needed).</summary>
public static class Secrets
{
    const string Sha256 = "sha256:";

    // Of secrets that were made before they were kept as SHA-256: these clients go on signing in.
    static readonly PasswordHasher<object> Pbkdf2 = new();

    // Compared where there is nothing to compare with, so that the response time does not reveal which clients exist.
    static readonly string[] Nobodys = [Hash(Guid.NewGuid().ToString())];

    /// <summary>The hash of a secret.</summary>
    public static string Hash(string secret) =>
        Sha256 + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the secret is that of one of the hashes.</summary>
    public static bool Match(string[]? hashes, string secret) =>
        (hashes is { Length: > 0 } ? hashes : Nobodys).Any(hash => Matches(hash, secret));

    static bool Matches(string hash, string secret) => hash.StartsWith(Sha256, StringComparison.Ordinal)
        ? CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(secret)))
        : Pbkdf2.VerifyHashedPassword(null!, hash, secret) != PasswordVerificationResult.Failed;
}
