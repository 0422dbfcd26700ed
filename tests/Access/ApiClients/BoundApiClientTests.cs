using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Participants.V1;
using Mastery.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Clients whose tokens are bound to a school or a trust.</summary>
public sealed class BoundApiClientTests(AccessFixture access)
{
    const string Urn = "400001";
    const string Trust = "4001";

    [Theory]
    [InlineData($"schools/{Urn}", "", "school", Urn)]
    [InlineData("", $"trusts/{Trust}", "trust", Trust)]
    public async Task Get_tokens_that_say_so(string school, string trust, string claim, string value)
    {
        var client = await CreateAsync(school, trust);

        var token = await TokenAsync(client);

        Assert.Equal((school, trust), (client.School, client.Trust));
        Assert.Equal(value, token.GetClaim(claim).Value);
        Assert.DoesNotContain(token.Claims, other => other.Type is "school" or "trust" && other.Type != claim);
    }

    [Fact]
    public async Task Get_tokens_for_their_own_school_only()
    {
        var client = await CreateAsync($"schools/{Urn}", "");

        Assert.Equal(Urn, (await TokenAsync(client, school: Urn)).GetClaim("school").Value);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, school: "400002"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, trust: Trust));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, school: Urn, trust: Trust));
    }

    [Fact]
    public async Task A_client_of_a_hub_may_ask_for_less()
    {
        var client = await CreateAsync("", "");

        Assert.Equal("400002", (await TokenAsync(client, school: "400002")).GetClaim("school").Value);
        Assert.Equal(Trust, (await TokenAsync(client, trust: Trust)).GetClaim("trust").Value);
        Assert.DoesNotContain((await TokenAsync(client)).Claims, claim => claim.Type is "school" or "trust");
    }

    [Fact]
    public Task Are_bound_to_a_school_or_a_trust_and_not_to_both() =>
        Refused.ForFieldAsync("api_client.trust", () => CreateAsync($"schools/{Urn}", $"trusts/{Trust}"));

    [Theory]
    [InlineData("schools/400009", "")]
    [InlineData("", "trusts/40099")]
    public async Task Are_bound_to_what_is_in_the_directory(string school, string trust) => await Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => CreateAsync(school, trust));

    [Fact]
    public async Task Are_bound_later_and_set_free_again()
    {
        var client = await CreateAsync("", "");

        var bound = await access.Clients.UpdateApiClientAsync(
            new() { ApiClient = new() { Name = client.Name, School = $"schools/{Urn}" } });
        var free = await access.Clients.UpdateApiClientAsync(
            new() { ApiClient = new() { Name = client.Name }, UpdateMask = new() { Paths = { "school" } } });

        Assert.Equal(($"schools/{Urn}", ""), (bound.School, free.School));
    }

    async Task<V1.ApiClient> CreateAsync(string school, string trust)
    {
        await access.Participants.Client<SchoolDirectoryService.SchoolDirectoryServiceClient>(new Token())
            .BatchImportSchoolsAsync(new() { Records = { Record() } });
        return await access.Clients.CreateApiClientAsync(new()
        {
            ApiClientId = $"bound-{Guid.NewGuid():N}",
            ApiClient = new()
            {
                DisplayName = "Made for a test",
                Scopes = { "participants.read" },
                Hubs = { "hubs/sussex" },
                School = school,
                Trust = trust,
            },
        });
    }

    Task<HttpResponseMessage> AskAsync(V1.ApiClient client, string? school, string? trust) => access.AskAsync(
        client.Name["apiClients/".Length..], client.Secret, school: school, trust: trust);

    async Task<HttpStatusCode> StatusAsync(V1.ApiClient client, string? school = null, string? trust = null)
    {
        using var answer = await AskAsync(client, school, trust);
        return answer.StatusCode;
    }

    async Task<JsonWebToken> TokenAsync(V1.ApiClient client, string? school = null, string? trust = null)
    {
        using var answer = await AskAsync(client, school, trust);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return new JsonWebToken(body.GetProperty("access_token").GetString());
    }

    static SchoolRecord Record() => new()
    {
        Urn = Urn,
        DisplayName = "Oakfield Academy",
        Trust = new() { Code = Trust, DisplayName = "Oakfield Trust" },
        Type = new() { Code = "34", DisplayName = "Academy converter" },
        TypeGroup = new() { Code = "10", DisplayName = "Academies" },
        Status = School.Types.Status.Open,
        Phase = School.Types.Phase.Secondary,
    };
}
