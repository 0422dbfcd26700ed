using System.Buffers.Text;
using System.Text;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Access.Tests.People;

/// <summary>Which tokens of issuers of people are believed, and what of them.</summary>
public sealed class SubjectTokenTests : IAsyncLifetime
{
    static readonly string[] Groups = ["heads", " Café ", "with\0nul", ""];
    static readonly string[] Critical = ["exp"];
    static readonly string[] TwoAudiences = ["account", OidcIssuer.Audience];

    static readonly object?[] Odd =
    [
        null, -1, 1e300, true, long.MaxValue, new object(), new[] { new[] { "x" } }, new object[] { 1, "x" }, "\0",
        "\ud800", new string('9', 400),
    ];

    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    OidcIssuer _issuer = null!;
    IssuerKeys _keys = null!;
    SubjectTokens _tokens = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        _keys = new(_time, NullLogger<IssuerKeys>.Instance);
        _tokens = new(new(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("PeopleIssuers:0:Address", _issuer.Address),
            new("PeopleIssuers:0:Audience", OidcIssuer.Audience),
            new("PeopleIssuers:1:Address", _issuer.Address),
            new("PeopleIssuers:1:Audience", "another-program"),
            new("PeopleIssuers:1:SubjectClaim", "oid"),
            new("PeopleIssuers:1:GroupsClaim", "roles"),
        ]).Build()), _keys, _time);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256", "JWT")]
    [InlineData("PS256", null)]
    [InlineData("ES256", "at+jwt")]
    public async Task Says_who_somebody_is(string algorithm, string? type)
    {
        _issuer.Rotate("another", KeyPair.Of(algorithm));
        var token = _issuer.Sign("ada", claims => (claims["aud"], claims["groups"]) = (TwoAudiences, Groups),
            head => head["typ"] = type, algorithm);

        var (person, problem) = await _tokens.JudgeAsync(token, Stop);

        Assert.Equal("", problem);
        Assert.Equal((_issuer.Address, "ada", $"{_issuer.Address}#ada"), (person!.Issuer, person.Subject, person.Name));
        Assert.Equal(["heads", "Café"], person.Groups);
    }

    [Fact]
    public async Task Takes_the_claims_that_the_settings_name_for_the_audience()
    {
        var token = _issuer.Sign("pairwise", claims =>
            (claims["aud"], claims["oid"], claims["roles"], claims["groups"]) =
                ("another-program", "ada", "heads", "others"));

        var (person, _) = await _tokens.JudgeAsync(token, Stop);

        Assert.Equal("ada", person!.Subject);
        Assert.Equal(["heads"], person.Groups);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "another issuer", "its issuer (iss) is none" },
        { "another audience", "its audience (aud) is not" },
        { "no audience", "its audience (aud) is not" },
        { "expired", "it has expired" },
        { "no end", "exp is missing" },
        { "not yet valid", "not valid yet" },
        { "alg none", "alg must be one of ES256, RS256, PS256" },
        { "HS256 with the public key", "alg must be" },
        { "RS512", "alg must be" },
        { "a crit header", "crit" },
        { "a logout token", "typ is not" },
        { "a logout token that says nothing of it", "events" },
        { "bound to a key", "cnf" },
        { "by another key of the same id", "no key of its issuer" },
        { "by a key that it brings", "no key of its issuer" },
        { "an unknown key", "no key of its issuer" },
        { "without its signature", "no key of its issuer" },
        { "changed after it was signed", "no key of its issuer" },
        { "an e-mail address", "its claim sub must have the person's id" },
        { "no subject", "its claim sub must have" },
        { "a subject twice", "its claim sub must have" },
        { "no JWT", "no JWT" },
        { "encrypted", "no JWT" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Believes_no_other(string what, string problem)
    {
        var (key, good) = (KeyPair.Rsa(), _issuer.Sign("ada"));
        var token = what switch
        {
            "another issuer" => _issuer.Sign("ada", claims => claims["iss"] = "https://other.test/"),
            "another audience" => _issuer.Sign("ada", claims => claims["aud"] = "mastery-services"),
            "no audience" => _issuer.Sign("ada", claims => claims.Remove("aud")),
            "expired" => _issuer.Sign("ada", claims => claims["exp"] = _time.GetUtcNow().ToUnixTimeSeconds()),
            "no end" => _issuer.Sign("ada", claims => claims.Remove("exp")),
            "not yet valid" => _issuer.Sign("ada",
                claims => claims["nbf"] = _time.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds()),
            "alg none" => _issuer.Sign("ada", algorithm: "none"),
            "HS256 with the public key" =>
                _issuer.Sign("ada", algorithm: "HS256", secret: Encoding.ASCII.GetBytes(_issuer.Key.Public)),
            "RS512" => _issuer.Sign("ada", algorithm: "RS512"),
            "a crit header" => _issuer.Sign("ada", header: head => head["crit"] = Critical),
            "a logout token" => _issuer.Sign("ada", header: head => head["typ"] = "logout+jwt"),
            "a logout token that says nothing of it" =>
                _issuer.Sign("ada", claims => claims["events"] = new { logout = new { } }),
            "bound to a key" => _issuer.Sign("ada", claims => claims["cnf"] = new { jkt = "x" }),
            "by another key of the same id" => _issuer.Sign("ada", key: key),
            "by a key that it brings" =>
                _issuer.Sign("ada", header: head => head["jwk"] = key.Jwk("first"), key: key),
            "an unknown key" => _issuer.Sign("ada", header: head => head["kid"] = "unknown", key: key),
            "without its signature" => good[..(good.LastIndexOf('.') + 1)],
            "changed after it was signed" => _issuer.Sign("eve")[..^342] + good[^342..],
            "an e-mail address" => _issuer.Sign("ada@hubs.example"),
            "no subject" => _issuer.Sign("ada", claims => claims.Remove("sub")),
            "a subject twice" => Twice(),
            "no JWT" => "nonsense",
            "encrypted" => "e30.e30.e30.e30.e30",
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var (person, found) = await _tokens.JudgeAsync(token, Stop);

        Assert.Null(person);
        Assert.Contains(problem, found, StringComparison.Ordinal);
        // The control: the same person is believed otherwise.
        Assert.NotNull((await _tokens.JudgeAsync(good, Stop)).Person);
    }

    // Whatever is put in place of a claim, or into the header: a person or a problem, and no failure.
    [Theory]
    [InlineData("iss"), InlineData("sub"), InlineData("aud"), InlineData("exp"), InlineData("nbf"), InlineData("iat")]
    [InlineData("groups"), InlineData("alg"), InlineData("typ"), InlineData("kid"), InlineData("cnf")]
    public async Task Fails_for_no_kind_of_claim(string name)
    {
        foreach (var odd in Odd)
        {
            void Change(Dictionary<string, object?> part) => part[name] = odd;
            var inHeader = name is "alg" or "typ" or "kid";

            var (person, problem) = await _tokens.JudgeAsync(
                _issuer.Sign("ada", inHeader ? null : Change, inHeader ? Change : null, "RS256"), Stop);

            Assert.True(person is null != (problem.Length == 0), $"{name}: {odd}");
            // A late end is one: no token that is given is valid for longer than any other.
            Assert.True(person is null || name is not ("iss" or "sub" or "aud" or "exp" or "alg")
                || (name, odd) is ("exp", long.MaxValue), $"{name}: {odd}");
            Assert.All(person?.Groups ?? [], group => Assert.DoesNotContain('\0', group));
        }
    }

    [Fact]
    public async Task Fetches_a_new_key_when_the_issuer_signs_with_one_and_forgets_the_old_one()
    {
        var old = _issuer.Sign("ada");
        Assert.NotNull((await _tokens.JudgeAsync(old, Stop)).Person);
        _issuer.Rotate("second", KeyPair.P256());
        // An issuer is asked at most every other second, whatever keys tokens name.
        _time.Advance(TimeSpan.FromSeconds(3));

        var (person, problem) = await _tokens.JudgeAsync(_issuer.Sign("ada"), Stop);

        Assert.Equal(("ada", ""), (person?.Subject, problem));
        Assert.Equal(2, _issuer.Fetches);
        for (var unknown = 0; unknown < 20; unknown++)
        {
            await _tokens.JudgeAsync(_issuer.Sign("ada", header: head => head["kid"] = $"{unknown}"), Stop);
        }

        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task Says_that_it_cannot_tell_while_the_issuer_is_away_and_knows_keys_of_before()
    {
        _issuer.Fail();
        await Assert.ThrowsAsync<KeysUnavailableException>(() => _tokens.JudgeAsync(_issuer.Sign("ada"), Stop));

        await using var other = await OidcIssuer.StartAsync();
        using var keys = new IssuerKeys(_time, NullLogger<IssuerKeys>.Instance);
        var tokens = new SubjectTokens(new(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("PeopleIssuers:0:Address", other.Address), new("PeopleIssuers:0:Audience", OidcIssuer.Audience),
        ]).Build()), keys, _time);
        Assert.NotNull((await tokens.JudgeAsync(other.Sign("ada"), Stop)).Person);
        other.Fail();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull((await tokens.JudgeAsync(other.Sign("ada"), Stop)).Person);
    }

    /// <summary>A token that says twice who it is about: no two programs would read the same.</summary>
    string Twice()
    {
        var parts = _issuer.Sign("ada", algorithm: "RS256").Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        return _issuer.Key.SignText(
            parts[0], Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{claims[..^1]},\"sub\":\"eve\"}}")));
    }
}
