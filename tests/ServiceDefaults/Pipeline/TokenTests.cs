using System.Security.Cryptography;
using System.Text.Json;
using Mastery.Testing;
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
    const string Ours = "https://ours.test/";
    const string Theirs = "https://theirs.test/";

    static readonly string[] Hubs = ["h1", "h2"];

    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    readonly List<ECDsaSecurityKey> _published = [];
    WebApplication _server = null!;
    readonly AuthOptions _options = new();
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
        _server.MapGet("/.well-known/openid-configuration",
            () => Results.Json(new { jwks_uri = $"{_server.Urls.Single()}/jwks" }));
        await _server.StartAsync();
        _options.Issuers.Add(new() { Issuer = Ours, JwksUri = $"{_server.Urls.Single()}/jwks" });
        _options.Issuers.Add(new() { Issuer = Theirs, JwksUri = $"{_server.Urls.Single()}/jwks" });
        _keys = new IssuerKeys(_time, NullLogger<IssuerKeys>.Instance);
        _validator = new TokenValidator(_keys, new Monitor(_options), _time);
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
    public void Keys_are_fetched_again_in_the_background_so_that_a_withdrawn_one_is_forgotten() =>
        Assert.Equal(TimeSpan.FromMinutes(5), _keys.Set(_options.Issuers[0]).Manager.AutomaticRefreshInterval);

    [Fact]
    public async Task Keys_outlive_an_issuer_that_is_away_and_without_any_nobody_can_tell()
    {
        _down = true;
        await Assert.ThrowsAsync<KeysUnavailableException>(() => ValidateAsync(Sign(_published[0])));
        _down = false;
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(await ValidateAsync(Sign(_published[0])));
        _down = true;
        _time.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<KeysUnavailableException>(() => ValidateAsync(Sign(NewKey("two"))));
        Assert.NotNull(await ValidateAsync(Sign(_published[0], "other")));
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_not_asked_for_each_token()
    {
        _down = true;
        for (var token = 0; token < 10; token++)
        {
            await Assert.ThrowsAsync<KeysUnavailableException>(() => ValidateAsync(Sign(_published[0], $"a-{token}")));
        }

        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_holds_up_no_token_of_another()
    {
        await using var stalled = new StalledPeer();
        _options.Issuers[1].JwksUri = $"{stalled.Address}/jwks";
        var theirs = ValidateAsync(Sign(_published[0], issuer: Theirs));
        await stalled.Asked;

        Assert.NotNull(await ValidateAsync(Sign(_published[0])));

        Assert.False(theirs.IsCompleted);
        await Assert.ThrowsAsync<KeysUnavailableException>(() => theirs);
    }

    [Fact]
    public async Task Keys_are_found_by_the_issuers_own_document_where_their_address_is_not_set()
    {
        var issuer = _server.Urls.Single();
        _options.Issuers.Add(new() { Issuer = issuer });

        Assert.NotNull(await ValidateAsync(Sign(_published[0], issuer: issuer)));
    }

    [Theory]
    [InlineData(Ours, "at+jwt", true)]
    [InlineData(Ours, "application/at+jwt", true)]
    [InlineData(Ours, "JWT", false)]
    [InlineData(Theirs, "at+jwt", true)]
    [InlineData(Theirs, "JWT", true)]
    [InlineData(Theirs, "id+jwt", false)]
    [InlineData(Theirs, "logout+jwt", false)]
    public async Task Only_our_own_tokens_must_say_that_they_are_access_tokens(
        string issuer, string type, bool valid) =>
        Assert.Equal(valid, await ValidateAsync(Sign(_published[0], issuer: issuer, type: type)) is not null);

    [Fact]
    public async Task Tokens_of_others_may_have_no_type_at_all()
    {
        var issuer = new TokenForge(_published[0].ECDsa, "one");

        Assert.NotNull(await ValidateAsync(issuer.Sign(new() { Issuer = Theirs, Type = null })));
        Assert.Null(await ValidateAsync(issuer.Sign(new() { Issuer = Ours, Type = null })));
    }

    [Theory]
    [InlineData("""["exp"]""")]
    [InlineData("""["https://example.org/extension"]""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_token_with_an_extension_that_must_be_understood_is_refused(string critical)
    {
        var header = new Dictionary<string, object> { ["crit"] = JsonElement.Parse(critical) };

        Assert.Null(await ValidateAsync(Sign(_published[0], header: header)));
    }

    [Fact]
    public async Task Subjects_of_another_issuer_are_never_ours()
    {
        var ours = await ValidateAsync(Sign(_published[0], "anna"));
        var theirs = await ValidateAsync(Sign(_published[0], "anna", Theirs));

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

    string Sign(ECDsaSecurityKey key, string subject = "anna", string issuer = Ours, string type = "at+jwt",
        Dictionary<string, object>? header = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "mastery-services",
            TokenType = type,
            AdditionalHeaderClaims = header,
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
