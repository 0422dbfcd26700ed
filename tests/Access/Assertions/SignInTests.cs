using System.Net;
using System.Text.Json;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access.Tests.Assertions;

/// <summary>Tokens for who signs in with a private key in place of a secret.</summary>
public sealed class SignInTests(AccessFixture access)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ES256", "https://suite.test/")]
    [InlineData("ES256", "https://suite.test")]
    [InlineData("ES256", "https://suite.test/oauth2/token")]
    [InlineData("RS256", "https://suite.test/")]
    [InlineData("PS256", "https://suite.test/")]
    public async Task Gives_a_token_like_that_for_a_secret(string algorithm, string audience)
    {
        var pair = KeyPair.Of(algorithm);
        var id = await access.MakeAsync(pair);

        var token = await access.TokenAsync(pair.Sign(id, algorithm, claims => claims["aud"] = audience));

        Assert.Equal((id, "plans.read"), (token.Subject, token.GetClaim("scope").Value));
        Assert.Equal("sussex", token.GetClaim("hub").Value);
    }

    [Fact]
    public async Task Takes_the_client_id_beside_it_and_no_other()
    {
        var pair = KeyPair.P256();
        var (id, other) = (await access.MakeAsync(pair), await access.MakeAsync(pair));

        await access.TokenAsync(pair.Sign(id), ("client_id", id));
        await access.RefusedAsync(pair.Sign(id), "iss and sub", ("client_id", other));
    }

    [Fact]
    public async Task Refuses_a_scope_that_the_client_does_not_hold()
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);

        using var answer = await access.SignInAsync(pair.Sign(id), null, ("scope", "plans.write"));

        Assert.Equal("invalid_scope", (await SignIn.BodyAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Tells_nobody_which_clients_there_are()
    {
        var pair = KeyPair.P256();
        var (ended, secretOnly) = ($"ended-{Guid.NewGuid():N}", $"secret-only-{Guid.NewGuid():N}");
        await access.AddAsync(ended, ["plans.read"], ["*"], DateTime.UtcNow.AddMinutes(-1));
        await access.AddAsync(secretOnly, ["plans.read"], ["*"]);

        foreach (var id in new[] { "no-such-client", ended, secretOnly, await access.MakeAsync(KeyPair.P256()) })
        {
            await access.RefusedAsync(pair.Sign(id), "No public key of the client that is valid now verifies");
        }
    }

    [Fact]
    public async Task Takes_each_once_whichever_replica_is_asked()
    {
        await using var replica = await TestService.StartAsync<ApiClient>("access", new Dictionary<string, string?>(
            access.TokenSettings)
        {
            ["ConnectionStrings:Database"] = access.Service.Database.ConnectionString,
        });
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);
        TestService?[] replicas = [replica, null, replica];
        var assertions = Enumerable.Range(0, 8).Select(_ => pair.Sign(id)).ToList();

        var answers = await Task.WhenAll(assertions.SelectMany(
            assertion => replicas.Select(at => access.SignInAsync(assertion, at))));

        Assert.Equal(assertions.Count, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        await access.RefusedAsync(assertions[0], "jti was used before");
        // Another client's, with the same jti, is another one.
        var other = await access.MakeAsync(pair);
        var jti = new JsonWebToken(assertions[0]).Id;
        await access.TokenAsync(pair.Sign(other, change: claims => claims["jti"] = jti));
    }

    [Fact]
    public async Task Forgets_what_has_expired_and_nothing_else()
    {
        var used = access.Service.Services.GetRequiredService<UsedAssertions>();
        var (past, coming) = (DateTime.UtcNow.AddMinutes(-11), DateTime.UtcNow.AddMinutes(-9));
        Assert.True(await used.AddAsync("forgets", "past", past, Stop));
        Assert.True(await used.AddAsync("forgets", "coming", coming, Stop));

        // The service itself may have done so already.
        await used.DeleteAsync(Stop);

        Assert.True(await used.AddAsync("forgets", "past", past, Stop));
        Assert.False(await used.AddAsync("forgets", "coming", coming, Stop));
    }

    [Theory]
    [InlineData("client_secret", "x", "invalid_request")]
    [InlineData("client_assertion_type", "", "invalid_request")]
    [InlineData("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer", "invalid_client")]
    public async Task Refuses_a_secret_beside_it_and_another_type(string field, string value, string error)
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);

        using var answer = await access.SignInAsync(pair.Sign(id), null, ("client_id", id), (field, value));

        Assert.Equal(error, (await SignIn.BodyAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Is_limited_like_wrong_secrets()
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);
        for (var failure = 0; failure < 20; failure++)
        {
            await access.RefusedAsync(KeyPair.P256().Sign(id), "No public key");
        }

        using var answer = await access.SignInAsync(pair.Sign(id), null);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task Gives_no_token_that_outlives_the_key()
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair, DateTime.UtcNow.AddMinutes(2));

        var token = await access.TokenAsync(pair.Sign(id));

        Assert.InRange(token.ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Is_in_the_discovery_document()
    {
        using var http = access.Anonymous();

        var document = JsonElement.Parse(await http.GetStringAsync(".well-known/openid-configuration", Stop));

        Assert.Contains("private_key_jwt", Texts(document, "token_endpoint_auth_methods_supported"));
        Assert.Equal(["ES256", "RS256", "PS256"], Texts(document, "token_endpoint_auth_signing_alg_values_supported"));
    }

    static IEnumerable<string?> Texts(JsonElement document, string member) =>
        document.GetProperty(member).EnumerateArray().Select(text => text.GetString());
}
