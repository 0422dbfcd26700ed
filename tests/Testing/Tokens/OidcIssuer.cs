using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>An issuer of people's tokens, as a hub has one: with a discovery document, keys that can change, and
/// HTTP/1.1 only. It signs whatever it is told to, also what no honest issuer does.</summary>
public sealed class OidcIssuer : IAsyncDisposable
{
    /// <summary>What the suite is called there.</summary>
    public const string Audience = "suite-at-the-issuer";

    /// <summary>Where it is below its server's address.</summary>
    public const string Path = "/realms/hubs";

    readonly WebApplication _server;
    readonly List<IReadOnlyDictionary<string, string>> _published = [];
    volatile bool _isDown;

    OidcIssuer(WebApplication server) => _server = server;

    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The key that it signs with.</summary>
    public KeyPair Key { get; private set; } = KeyPair.Rsa();

    /// <summary>The id of the key.</summary>
    public string KeyId { get; private set; } = "first";

    /// <summary>How often its keys were fetched.</summary>
    public int Fetches { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="host">What its machine, which is this one, is called in its address.</param>
    /// <param name="port">Where it listens; anywhere when 0.</param>
    public static async Task<OidcIssuer> StartAsync(string host = "127.0.0.1", int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A gateway's settings lie beside some tests, with its ports.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1));
        var issuer = new OidcIssuer(builder.Build());
        issuer._published.Add(issuer.Key.Jwk(issuer.KeyId));
        issuer.Map();
        await issuer._server.StartAsync();
        issuer.Address = $"http://{host}:{new Uri(issuer._server.Urls.Single()).Port}{Path}";
        return issuer;
    }

    /// <summary>Signs with another key from now on, and publishes that one alone.</summary>
    public void Rotate(string id, KeyPair key)
    {
        (Key, KeyId) = (key, id);
        _published.Clear();
        _published.Add(key.Jwk(id));
    }

    /// <summary>Answers nothing but failures from now on.</summary>
    public void Fail() => _isDown = true;

    /// <summary>An ID token of somebody, for an hour, and what is to be different about it.</summary>
    public string Sign(string subject, Action<Dictionary<string, object?>>? change = null,
        Action<Dictionary<string, object?>>? header = null, string? algorithm = null, byte[]? secret = null,
        KeyPair? key = null) =>
        (key ?? Key).Sign(subject, algorithm, claims =>
        {
            (claims["iss"], claims["aud"]) = (Address, Audience);
            claims["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
            change?.Invoke(claims);
        }, head =>
        {
            head["kid"] = KeyId;
            header?.Invoke(head);
        }, secret);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    void Map()
    {
        _server.MapGet($"{Path}/.well-known/openid-configuration", () => _isDown ? Failure() : Results.Json(
            new Dictionary<string, string> { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/keys" }));
        _server.MapGet($"{Path}/keys", () =>
        {
            Fetches++;
            return _isDown ? Failure() : Results.Json(new { keys = _published });
        });
    }

    static IResult Failure() => Results.StatusCode(StatusCodes.Status502BadGateway);
}
