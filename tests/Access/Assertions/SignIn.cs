using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Mastery.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access.Tests.Assertions;

/// <summary>Asks for tokens with a private key.</summary>
static class SignIn
{
    const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes a client with a public key.</summary>
    public static async Task<string> MakeAsync(this AccessFixture access, KeyPair pair, DateTime? until = null)
    {
        var client = await access.CreateAsync();
        await access.Clients.AddApiClientKeyAsync(
            new() { Name = client.Name, PublicKey = pair.Public, ExpireTime = until?.ToTimestamp() });
        return client.Name["apiClients/".Length..];
    }

    /// <summary>Asks for a token.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        this AccessFixture access, string assertion, TestService? at,
        params IEnumerable<(string Field, string Value)> others)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "client_credentials", ["client_assertion_type"] = Type, ["client_assertion"] = assertion,
        };
        foreach (var (field, value) in others)
        {
            form[field] = value;
        }

        return await access.SendAsync(request, form, at);
    }

    /// <summary>The token for an assertion.</summary>
    public static async Task<JsonWebToken> TokenAsync(
        this AccessFixture access, string assertion, params (string, string)[] others)
    {
        using var answer = await access.SignInAsync(assertion, null, others);
        var body = await BodyAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return new JsonWebToken(body.GetProperty("access_token").GetString());
    }

    /// <summary>Requires that an assertion is refused, and that the answer says why.</summary>
    public static async Task RefusedAsync(
        this AccessFixture access, string assertion, string problem, params (string, string)[] others)
    {
        using var answer = await access.SignInAsync(assertion, null, others);
        var body = await BodyAsync(answer);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"),
            (answer.StatusCode, body.GetProperty("error").GetString()));
        Assert.Contains(problem, body.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What was answered.</summary>
    public static Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
}
