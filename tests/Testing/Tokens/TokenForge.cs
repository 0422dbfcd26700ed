using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mastery.Testing;

/// <summary>Signs tokens with an issuer's key: valid ones, and every kind that a service must refuse.</summary>
/// <param name="key">The issuer's P-256 key.</param>
/// <param name="keyId">The id under which it publishes the key.</param>
public sealed class TokenForge(ECDsa key, string keyId)
{
    static readonly ECDsa UnknownKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A valid token, serialised.</summary>
    public string Sign(Token token) => Sign(token, key);

    /// <summary>A token that a service must refuse; null for no token.</summary>
    public string? SignBad(BadToken how, Token token) => how switch
    {
        BadToken.Missing => null,
        BadToken.Expired => Sign(token with { NotBefore = Ago(60), Expires = Ago(30) }),
        BadToken.NotYetValid => Sign(token with { NotBefore = Ago(-30), Expires = Ago(-60) }),
        BadToken.OtherAudience => Sign(token with { Audience = "another-system" }),
        BadToken.OtherIssuer => Sign(token with { Issuer = "https://elsewhere.test/" }),
        BadToken.OtherKey => Sign(token, UnknownKey),
        BadToken.NotSigned => $"{Unsigned(token, "none")}.",
        BadToken.SignedWithPublicKey => SignWithPublicKey(token),
        BadToken.NoType => Sign(token with { Type = null }),
        BadToken.OtherType => Sign(token with { Type = "id+jwt" }),
        BadToken.Tampered => Tamper(token),
        BadToken.Garbage => "not-a-token",
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    static DateTimeOffset Ago(int minutes) => DateTimeOffset.UtcNow.AddMinutes(-minutes);

    string Sign(Token token, ECDsa by)
    {
        var text = Unsigned(token, "ES256");
        var signature = by.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    string SignWithPublicKey(Token token)
    {
        var text = Unsigned(token, "HS256");
        var secret = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    string Tamper(Token token)
    {
        var signed = Sign(token).Split('.');
        var richer = Unsigned(token with { Client = "somebody-else" }, "ES256").Split('.');
        return $"{signed[0]}.{richer[1]}.{signed[2]}";
    }

    string Unsigned(Token token, string algorithm)
    {
        var header = new Dictionary<string, object?> { ["alg"] = algorithm, ["kid"] = keyId, ["typ"] = token.Type };
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = token.Issuer,
            ["aud"] = token.Audience,
            ["sub"] = token.Client,
            ["client_id"] = token.Client,
            ["jti"] = Guid.NewGuid().ToString(),
            ["iat"] = token.NotBefore.ToUnixTimeSeconds(),
            ["nbf"] = token.NotBefore.ToUnixTimeSeconds(),
            ["exp"] = token.Expires.ToUnixTimeSeconds(),
            ["scope"] = string.Join(' ', token.Scopes),
            ["hub"] = token.Hubs,
            ["trust"] = token.Trust,
            ["school"] = token.School,
            ["generation"] = token.Generation,
            ["break_glass"] = token.BreakGlass ? "true" : null,
        };
        return $"{Encode(header)}.{Encode(claims)}";
    }

    static string Encode(Dictionary<string, object?> part) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            part.Where(entry => entry.Value is not null).ToDictionary()));
}
