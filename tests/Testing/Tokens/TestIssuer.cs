using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>
/// Gives out tokens as the Access service would, with a key made for this process and published on a loopback address,
/// so that services verify them the way they do everywhere.
/// </summary>
public static class TestIssuer
{
    /// <summary>The issuer that the tokens name.</summary>
    public const string Name = "https://issuer.test/";

    /// <summary>The audience that every service of the suite asks for.</summary>
    public const string Audience = "mastery-services";

    const string KeyId = "test-key";

    static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    static readonly ECDsa Stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    static readonly Lazy<Task<string>> Keys = new(PublishAsync);

    /// <summary>The configuration by which a service trusts these tokens.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync() => new()
    {
        ["Auth:Issuers:0:Issuer"] = Name,
        ["Auth:Issuers:0:JwksUri"] = await Keys.Value,
        ["Auth:Audience"] = Audience,
    };

    /// <summary>A good token in its written form.</summary>
    public static string Sign(Token token) => Sign(token, "ES256", Key);

    /// <summary>A token that a service must refuse; null where the way to be wrong is to have none.</summary>
    public static string? Spoil(BadToken how, Token token) => how switch
    {
        BadToken.Missing => null,
        BadToken.Expired => Sign(token with { NotBefore = Ago(60), Expires = Ago(30) }),
        BadToken.NotYetValid => Sign(token with { NotBefore = Ago(-30), Expires = Ago(-60) }),
        BadToken.OtherAudience => Sign(token with { Audience = "another-system" }),
        BadToken.OtherIssuer => Sign(token with { Issuer = "https://elsewhere.test/" }),
        BadToken.OtherKey => Sign(token, "ES256", Stranger),
        BadToken.NotSigned => $"{Unsigned(token, "none")}.",
        BadToken.SignedWithPublicKey => SignWithPublicKey(token),
        BadToken.NoType => Sign(token with { Type = null }),
        BadToken.OtherType => Sign(token with { Type = "id+jwt" }),
        BadToken.Tampered => Tamper(token),
        BadToken.Garbage => "not-a-token",
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    static DateTimeOffset Ago(int minutes) => DateTimeOffset.UtcNow.AddMinutes(-minutes);

    static string Sign(Token token, string algorithm, ECDsa key)
    {
        var text = Unsigned(token, algorithm);
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    static string SignWithPublicKey(Token token)
    {
        var text = Unsigned(token, "HS256");
        var secret = Encoding.ASCII.GetBytes(Key.ExportSubjectPublicKeyInfoPem());
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    static string Tamper(Token token)
    {
        var signed = Sign(token).Split('.');
        var richer = Unsigned(token with { Client = "somebody-else" }, "ES256").Split('.');
        return $"{signed[0]}.{richer[1]}.{signed[2]}";
    }

    static string Unsigned(Token token, string algorithm)
    {
        var header = new Dictionary<string, object?> { ["alg"] = algorithm, ["kid"] = KeyId, ["typ"] = token.Type };
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
        };
        return $"{Encode(header)}.{Encode(claims)}";
    }

    static string Encode(Dictionary<string, object?> part) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            part.Where(entry => entry.Value is not null).ToDictionary()));

    static async Task<string> PublishAsync()
    {
        var point = Key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["kid"] = KeyId,
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Services fetch keys as they speak to each other: cleartext HTTP/2.
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        // Lives as long as the process: every service of every test may ask again.
        var server = builder.Build();
        server.MapGet("/jwks", () => Results.Json(new { keys = new[] { jwk } }));
        await server.StartAsync();
        return $"{server.Urls.Single()}/jwks";
    }
}
