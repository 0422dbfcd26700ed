using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access.Tests.People;

/// <summary>Gives grants, and exchanges people's tokens.</summary>
static class Exchange
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A person that no other test has.</summary>
    public static string NewPerson() => $"person-{Guid.NewGuid():N}";

    /// <summary>A grant that can be given to a person.</summary>
    public static V1.Grant Grant(this AccessFixture access, string subject, Role role = Role.HubCoordinator,
        params string[] hubs) => new()
        {
            Issuer = access.People.Address,
            Subject = subject,
            Role = role,
            Hubs = { (hubs is [] ? ["sussex"] : hubs).Select(hub => $"hubs/{hub}") },
            DisplayName = "Ada Lovelace",
            Reason = "New in post",
        };

    /// <summary>Gives a person one.</summary>
    public static async Task<V1.Grant> GiveAsync(this AccessFixture access, V1.Grant grant) =>
        await access.Clients.CreateGrantAsync(new() { Grant = grant });

    /// <summary>Exchanges a token.</summary>
    public static async Task<HttpResponseMessage> ExchangeAsync(
        this AccessFixture access, string token, params IEnumerable<(string Field, string Value)> others)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = token,
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:id_token",
        };
        foreach (var (field, value) in others)
        {
            form[field] = value;
        }

        return await access.SendAsync(request, form);
    }

    /// <summary>The token that a person gets.</summary>
    public static async Task<JsonWebToken> TokenOfAsync(
        this AccessFixture access, string token, params (string, string)[] others)
    {
        using var answer = await access.ExchangeAsync(token, others);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        Assert.Equal(
            "urn:ietf:params:oauth:token-type:access_token", body.GetProperty("issued_token_type").GetString());
        var given = new JsonWebToken(body.GetProperty("access_token").GetString());
        Assert.Equal(given.GetClaim("scope").Value, body.GetProperty("scope").GetString());
        return given;
    }

    /// <summary>Requires that a person gets none.</summary>
    /// <returns>Why.</returns>
    public static async Task<string> RefusedAsync(this AccessFixture access, string token, string error,
        params (string, string)[] others)
    {
        using var answer = await access.ExchangeAsync(token, others);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.StatusCode, body.GetProperty("error").GetString()));
        return body.GetProperty("error_description").GetString()!;
    }
}
