using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>
/// Issues tokens like the Access service, with a key created for this process and published on a loopback address, so
/// that services verify them in the usual way.
/// </summary>
public static class TestIssuer
{
    /// <summary>The issuer that the tokens name.</summary>
    public const string Name = "https://issuer.test/";

    /// <summary>The audience that every service of the suite requires.</summary>
    public const string Audience = "mastery-services";

    const string KeyId = "test-key";

    static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    static readonly TokenForge Forge = new(Key, KeyId);

    static readonly Lazy<Task<string>> Server = new(PublishAsync);

    /// <summary>The configuration by which a service trusts these tokens.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync() => new()
    {
        ["Auth:Issuers:0:Issuer"] = Name,
        ["Auth:Issuers:0:JwksUri"] = $"{await Server.Value}/jwks",
        ["Auth:RevocationsUri"] = $"{await Server.Value}/revocations",
        ["Auth:Audience"] = Audience,
    };

    /// <inheritdoc cref="TokenForge.Sign(Token)"/>
    public static string Sign(Token token) => Forge.Sign(token);

    /// <inheritdoc cref="TokenForge.SignBad"/>
    public static string? SignBad(BadToken how, Token token) => Forge.SignBad(how, token);

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
        // Services fetch keys over cleartext HTTP/2, as for other calls between services.
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        // Lives as long as the process, because a service of any test may fetch the keys again.
        var server = builder.Build();
        server.MapGet("/jwks", () => Results.Json(new { keys = new[] { jwk } }));
        server.MapGet("/revocations", () => Results.Json(new { generations = new { } }));
        await server.StartAsync();
        return server.Urls.Single();
    }
}
