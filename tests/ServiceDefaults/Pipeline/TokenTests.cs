using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class TokenTests : IAsyncLifetime
{
    static readonly string[] Hubs = ["h1", "h2"];

    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    readonly List<ECDsaSecurityKey> _published = [];
    WebApplication _server = null!;
    TokenValidator _validator = null!;
    IssuerKeys _keys = null!;
    int _fetches;
    bool _down;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.MapGet("/jwks", () =>
        {
            _fetches++;
            return _down ? Results.StatusCode(500) : Results.Json(new { keys = _published.Select(Jwk) });
        });
        await _server.StartAsync();
        var options = new AuthOptions();
        options.Issuers.Add(new() { Issuer = "https://ours.test/", JwksUri = $"{_server.Urls.Single()}/jwks" });
        options.Issuers.Add(new() { Issuer = "https://theirs.test/", JwksUri = $"{_server.Urls.Single()}/jwks" });
        _keys = new IssuerKeys(_time, NullLogger<IssuerKeys>.Instance);
        _validator = new TokenValidator(_keys, new Monitor(options), _time);
        _published.Add(NewKey("one"));
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_verified_once_and_forgotten_when_it_expires()
    {
        var token = Sign(_published[0]);

        var first = await ValidateAsync(token);
        var again = await ValidateAsync(token);
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.NotNull(first);
        Assert.Same(first, again);
        Assert.Null(await ValidateAsync(token));
    }

    [Fact]
    public async Task Keys_are_fetched_once_over_cleartext_HTTP_2_and_again_for_one_not_seen()
    {
        Assert.NotNull(await ValidateAsync(Sign(_published[0])));
        Assert.NotNull(await ValidateAsync(Sign(_published[0], "other")));
        Assert.Equal(1, _fetches);
        _published.Add(NewKey("two"));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull(await ValidateAsync(Sign(_published[1])));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Strange_keys_do_not_make_it_fetch_without_end()
    {
        var stranger = NewKey("stranger");
        for (var token = 0; token < 50; token++)
        {
            Assert.Null(await ValidateAsync(Sign(stranger, $"client-{token}")));
        }

        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_good_no_more()
    {
        var withdrawn = _published[0];
        Assert.NotNull(await ValidateAsync(Sign(withdrawn)));
        _published[0] = NewKey("two");
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(await ValidateAsync(Sign(withdrawn, "other")));
    }

    [Fact]
    public async Task Keys_outlive_an_issuer_that_is_away_and_without_any_nobody_can_tell()
    {
        _down = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => ValidateAsync(Sign(_published[0])));
        _down = false;
        Assert.NotNull(await ValidateAsync(Sign(_published[0])));
        _down = true;
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.NotNull(await ValidateAsync(Sign(_published[0], "other")));
    }

    [Fact]
    public async Task Subjects_of_another_issuer_are_never_ours()
    {
        var ours = await ValidateAsync(Sign(_published[0], "anna"));
        var theirs = await ValidateAsync(Sign(_published[0], "anna", "https://theirs.test/"));

        Assert.Equal(("anna", "theirs.test/anna"), (ours!.Caller.Actor, theirs!.Caller.Actor));
    }

    [Fact]
    public async Task A_caller_is_what_the_token_says()
    {
        var caller = (await ValidateAsync(Sign(_published[0])))!.Caller;

        Assert.Equal(["a.read", "b.write"], caller.Scopes.Order());
        Assert.True(caller.MayEnter("h1") && caller.MayEnter("h2") && !caller.MayEnter("h3"));
        Assert.Equal(("16789", "136283"), (caller.Trust, caller.School));
    }

    Task<CallerPrincipal?> ValidateAsync(string token) => _validator.ValidateAsync(token,
        TestContext.Current.CancellationToken);

    string Sign(ECDsaSecurityKey key, string subject = "anna", string issuer = "https://ours.test/") =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "mastery-services",
            TokenType = "at+jwt",
            NotBefore = _time.GetUtcNow().UtcDateTime,
            Expires = _time.GetUtcNow().UtcDateTime.AddMinutes(10),
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["scope"] = "a.read b.write",
                ["hub"] = Hubs,
                ["trust"] = "16789",
                ["school"] = "136283"
            },
        });

    static ECDsaSecurityKey NewKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    static object Jwk(ECDsaSecurityKey key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        return new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = jwk.Kid, use = "sig" };
    }

    sealed class Monitor(AuthOptions options) : IOptionsMonitor<AuthOptions>
    {
        public AuthOptions CurrentValue => options;

        public AuthOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<AuthOptions, string?> listener) => null;
    }
}
