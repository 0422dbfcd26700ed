using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mastery.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.Access.Tests;

/// <summary><c>POST /oauth2/token</c>, as a client sees it.</summary>
public sealed class TokenTests(AccessFixture access)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_a_token_that_says_who_what_and_where()
    {
        await access.AddAsync("who-what-where", ["plans.read", "plans.write"], ["south-yorkshire", "sussex"]);

        var token = await TokenAsync(await access.AskAsync("who-what-where", AccessFixture.Secret));

        Assert.Equal("who-what-where", token.Subject);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(["mastery-services"], token.Audiences);
        Assert.Equal("https://suite.test/", token.Issuer);
        Assert.Equal("plans.read plans.write", token.GetClaim("scope").Value);
        Assert.Equal(
            ["south-yorkshire", "sussex"],
            token.Claims.Where(claim => claim.Type == "hub").Select(claim => claim.Value));
        Assert.InRange(token.ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Takes_the_secret_as_form_fields_too()
    {
        await access.AddAsync("form-fields", ["plans.read"], ["*"]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        using var answer = await access.SendAsync(request, new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "form-fields",
            ["client_secret"] = AccessFixture.Secret,
        });

        Assert.Equal("*", (await TokenAsync(answer)).GetClaim("hub").Value);
    }

    [Fact]
    public async Task Lowers_the_scopes_to_those_asked_for()
    {
        await access.AddAsync("lowered", ["plans.read", "plans.write"], ["sussex"]);

        var token = await TokenAsync(await access.AskAsync("lowered", AccessFixture.Secret, "plans.read"));

        Assert.Equal("plans.read", token.GetClaim("scope").Value);
    }

    [Theory]
    [InlineData("sussex", new[] { "sussex" })]
    [InlineData("sussex south-yorkshire", new[] { "sussex", "south-yorkshire" })]
    public async Task Narrows_a_token_to_the_hubs_asked_for(string asked, string[] granted)
    {
        var client = $"narrowed-{granted.Length}";
        await access.AddAsync(client, ["plans.read"], ["*"]);

        var token = await TokenAsync(await access.AskAsync(client, AccessFixture.Secret, hub: asked));

        Assert.Equal(granted, token.Claims.Where(claim => claim.Type == "hub").Select(claim => claim.Value));
    }

    [Theory]
    [InlineData("sussex", "south-yorkshire")]
    [InlineData("sussex", "*")]
    [InlineData("*", "national")]
    [InlineData("*", "-")]
    [InlineData("*", "sussex/x")]
    public async Task Refuses_a_hub_that_the_client_may_not_work_for(string held, string asked)
    {
        var client = $"widened-{Guid.NewGuid():N}"[..20];
        await access.AddAsync(client, ["plans.read"], [held]);

        using var answer = await access.AskAsync(client, AccessFixture.Secret, hub: asked);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_scope", (await ErrorAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Refuses_a_scope_that_the_client_does_not_hold_and_says_which_it_may_ask_for()
    {
        await access.AddAsync("too-much", ["plans.read"], ["sussex"]);

        using var answer = await access.AskAsync("too-much", AccessFixture.Secret, "plans.read catalogue.write");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = await ErrorAsync(answer);
        Assert.Equal("invalid_scope", error.GetProperty("error").GetString());
        Assert.Contains("plans.read", error.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("known", "not the secret")]
    [InlineData("unknown", AccessFixture.Secret)]
    [InlineData("known", "")]
    public async Task Refuses_a_wrong_id_or_secret_without_saying_which(string id, string secret)
    {
        var suffix = Guid.NewGuid().ToString("N")[..8];
        await access.AddAsync($"known-{suffix}", ["plans.read"], ["sussex"]);

        using var answer = await access.AskAsync($"{id}-{suffix}", secret);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest });
        Assert.DoesNotContain("access_token", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_client_that_has_expired()
    {
        await access.AddAsync("expired", ["plans.read"], ["sussex"], DateTime.UtcNow.AddMinutes(-1));

        using var answer = await access.AskAsync("expired", AccessFixture.Secret);

        Assert.Equal("invalid_client", (await ErrorAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Takes_either_of_two_live_secrets()
    {
        await access.AddAsync("two-secrets", ["plans.read"], ["sussex"], null, "the old one", "the new one");

        Assert.NotNull(await TokenAsync(await access.AskAsync("two-secrets", "the old one")));
        Assert.NotNull(await TokenAsync(await access.AskAsync("two-secrets", "the new one")));
    }

    [Fact]
    public async Task Refuses_every_other_grant()
    {
        await access.AddAsync("other-grant", ["plans.read"], ["sussex"]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        using var answer = await access.SendAsync(request, new()
        {
            ["grant_type"] = "password", ["username"] = "a", ["password"] = "b",
            ["client_id"] = "other-grant", ["client_secret"] = AccessFixture.Secret,
        });

        Assert.Equal("unsupported_grant_type", (await ErrorAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Says_that_it_is_unavailable_while_the_database_is_away()
    {
        await using var cutOff = await TestService.StartAsync<ApiClient>("access", new Dictionary<string, string?>(
            access.TokenSettings)
        {
            ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing",
        });

        using var answer = await access.AskAsync("any", AccessFixture.Secret, at: cutOff);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("temporarily_unavailable", (await ErrorAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Publishes_both_keys_and_signs_with_the_first()
    {
        await access.AddAsync("signed", ["plans.read"], ["sussex"]);
        using var http = access.Anonymous();

        var keys = new JsonWebKeySet(await http.GetStringAsync(".well-known/jwks", Stop)).GetSigningKeys();
        using var answer = await access.AskAsync("signed", AccessFixture.Secret);
        var raw = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("access_token").GetString();
        var valid = await new JsonWebTokenHandler().ValidateTokenAsync(raw, new()
        {
            ValidIssuer = "https://suite.test/", ValidAudience = "mastery-services", IssuerSigningKey = keys[0],
        });

        Assert.Equal(2, keys.Count);
        Assert.True(valid.IsValid, valid.Exception?.Message);
    }

    [Fact]
    public async Task Keeps_no_secret_in_the_database()
    {
        await access.AddAsync("hashed", ["plans.read"], ["sussex"]);

        await using var runtime = Npgsql.NpgsqlDataSource.Create(access.Service.Database.ConnectionString);
        await using var command = runtime.CreateCommand("SELECT secret_hashes[1] FROM api_client WHERE id = 'hashed'");
        var stored = (string?)await command.ExecuteScalarAsync(Stop);

        Assert.NotNull(stored);
        Assert.DoesNotContain(AccessFixture.Secret, stored, StringComparison.Ordinal);
    }

    static async Task<JsonWebToken> TokenAsync(HttpResponseMessage answer)
    {
        using var _ = answer;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return new JsonWebToken(body.GetProperty("access_token").GetString());
    }

    static Task<JsonElement> ErrorAsync(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
}
