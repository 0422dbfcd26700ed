using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Running;

/// <summary>
/// Tokens signed with the running suite's own key, so that an invalid token is invalid in one way only.
/// </summary>
public sealed class SuiteTokens(Uri issuer, string folder)
{
    readonly TokenForge _forge = Forge(Path.Combine(folder, "keys", "first.pem"));

    /// <summary>A valid token: by default with all scopes for every hub.</summary>
    public string Sign(Token? token = null) => _forge.Sign((token ?? new()) with { Issuer = issuer.ToString() });

    /// <summary>A token with all scopes that is invalid in this way; null for no token.</summary>
    public string? SignBad(BadToken how) => _forge.SignBad(how, new() { Issuer = issuer.ToString() });

    static TokenForge Forge(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new(key, Thumbprint(key.ExportParameters(includePrivateParameters: false).Q));
    }

    // RFC 7638: the id under which the token endpoint publishes its key.
    static string Thumbprint(ECPoint point)
    {
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var key = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
    }
}
