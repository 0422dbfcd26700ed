using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Which changes of a client make the tokens void that it was given before.</summary>
public sealed class RevocationTests(AccessFixture access)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Lowering =>
        ["revoked", "a scope less", "a hub less", "not every hub", "a school", "another trust", "an end", "rotated",
            "a key less", "a key in place of secrets"];

    public static TheoryData<string> Harmless =>
        ["a name", "a scope more", "a hub more", "no trust", "rotated, both", "a key more"];

    [Theory, MemberData(nameof(Lowering))]
    public async Task Voids_the_tokens_of_before_and_none_of_after(string change)
    {
        var client = await MakeAsync(change);
        var before = await GenerationAsync(client);
        Assert.DoesNotContain(client.Name["apiClients/".Length..], await VoidAsync());

        var changed = await ChangeAsync(client, change);

        var oldest = (await VoidAsync())[client.Name["apiClients/".Length..]];
        Assert.True(before < oldest, $"{before} is not before {oldest}.");
        if (change is not ("revoked" or "a key in place of secrets"))
        {
            client.Secret = changed.Secret.Length > 0 ? changed.Secret : client.Secret;
            Assert.Equal(oldest, await GenerationAsync(client));
        }
    }

    [Theory, MemberData(nameof(Harmless))]
    public async Task Leaves_tokens_alone_that_can_do_no_more_than_the_client(string change)
    {
        var client = await MakeAsync(change);
        var before = await GenerationAsync(client);

        await ChangeAsync(client, change);

        Assert.DoesNotContain(client.Name["apiClients/".Length..], await VoidAsync());
        Assert.Equal(before, await GenerationAsync(client));
    }

    [Fact]
    public async Task Gives_no_token_that_outlives_its_client()
    {
        await access.AddAsync("ends-soon", ["plans.read"], ["sussex"], DateTime.UtcNow.AddMinutes(2));

        var token = await TokenAsync("ends-soon", AccessFixture.Secret);

        Assert.InRange(token.ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Is_known_without_a_token_and_tells_ids_and_numbers_only()
    {
        var client = await MakeAsync("revoked");
        await ChangeAsync(client, "revoked");
        using var http = access.Anonymous();

        using var answer = JsonDocument.Parse(await http.GetStringAsync("/internal/revocations", Stop));

        var generations = Assert.Single(answer.RootElement.EnumerateObject());
        Assert.All(generations.Value.EnumerateObject(),
            found => Assert.Equal(JsonValueKind.Number, found.Value.ValueKind));
    }

    [Fact]
    public async Task Is_unknown_while_the_database_is_away()
    {
        await using var cutOff = await TestService.StartAsync<ApiClient>("access", new Dictionary<string, string?>(
            access.TokenSettings)
        {
            ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing",
        });
        using var http = access.Anonymous(cutOff);

        using var answer = await http.GetAsync("/internal/revocations", Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    // For services that act for a client that does not call at the moment.
    [Fact]
    public async Task Other_services_learn_what_a_client_may_do_and_nothing_of_one_that_has_ended()
    {
        using var http = access.Anonymous();
        var client = await MakeAsync("revoked");
        var before = await RightsAsync(http, client.Name);
        await ChangeAsync(client, "revoked");

        Assert.Equal((true, false), (before.Active, before.Bound));
        Assert.Equal(["plans.read", "plans.write"], before.Scopes);
        Assert.Equal(["south-yorkshire", "sussex"], before.Hubs);
        Assert.True((await RightsAsync(http, (await MakeAsync("no trust")).Name)).Bound);
        Assert.False((await RightsAsync(http, client.Name)).Active);
        Assert.False((await RightsAsync(http, "apiClients/nobody")).Active);
    }

    static async Task<ClientRights> RightsAsync(HttpClient http, string name) =>
        (await http.GetFromJsonAsync<ClientRights>($"/internal/clients/{name.Split('/')[1]}", Stop))!;

    async Task<V1.ApiClient> MakeAsync(string change)
    {
        V1.ApiClient client = new()
        {
            DisplayName = "To be changed",
            Scopes = { "plans.read", "plans.write" },
            AllHubs = change is "not every hub",
            Trust = change is "another trust" or "no trust" ? "trusts/16789" : "",
        };
        await access.Participants.Client<SchoolDirectoryService.SchoolDirectoryServiceClient>(new Token())
            .BatchImportSchoolsAsync(new() { Records = { School("136283", "16789"), School("136284", "98000") } });
        client.Hubs.Add(client.AllHubs ? [] : ["hubs/sussex", "hubs/south-yorkshire"]);
        return await access.Clients.CreateApiClientAsync(
            new() { ApiClientId = $"changed-{Guid.NewGuid():N}", ApiClient = client });
    }

    static SchoolRecord School(string urn, string trust) => new()
    {
        Urn = urn,
        DisplayName = $"School {urn}",
        Trust = new() { Code = trust, DisplayName = $"Trust {trust}" },
        Type = new() { Code = "34", DisplayName = "Academy converter" },
        TypeGroup = new() { Code = "10", DisplayName = "Academies" },
        Status = Participants.V1.School.Types.Status.Open,
        Phase = Participants.V1.School.Types.Phase.Secondary,
    };

    async Task<V1.ApiClient> ChangeAsync(V1.ApiClient client, string change)
    {
        var to = client.Clone();
        switch (change)
        {
            case "revoked":
                return await access.Clients.RevokeApiClientAsync(new() { Name = client.Name });
            case "rotated" or "rotated, both":
                return await access.Clients.RotateApiClientSecretAsync(
                    new() { Name = client.Name, ExpireOthers = change is "rotated" });
            case "a key more" or "a key in place of secrets":
                return await AddKeyAsync(client, change is "a key in place of secrets");
            case "a key less":
                return await access.Clients.RemoveApiClientKeyAsync(new()
                {
                    Name = client.Name,
                    KeyId = (await AddKeyAsync(client, inPlace: false)).PublicKeys[0].KeyId,
                });
            case "a scope less": to.Scopes.Remove("plans.write"); break;
            case "a scope more": to.Scopes.Add("participants.read"); break;
            case "a hub less": to.Hubs.Remove("hubs/sussex"); break;
            case "a hub more": to.Hubs.Add("hubs/west-yorkshire"); break;
            case "not every hub": (to.AllHubs, _) = (false, to.Hubs.Count); to.Hubs.Add("hubs/sussex"); break;
            case "a school": to.School = "schools/136283"; break;
            case "another trust": to.Trust = "trusts/98000"; break;
            case "no trust": to.Trust = ""; break;
            case "an end": to.ExpireTime = DateTime.UtcNow.AddDays(1).ToTimestamp(); break;
            case "a name": to.DisplayName = "Another name"; break;
            default: throw new ArgumentOutOfRangeException(nameof(change));
        }

        return await access.Clients.UpdateApiClientAsync(
            new() { ApiClient = to, UpdateMask = new() { Paths = { "*" } } });
    }

    async Task<V1.ApiClient> AddKeyAsync(V1.ApiClient client, bool inPlace) =>
        await access.Clients.AddApiClientKeyAsync(
            new() { Name = client.Name, PublicKey = KeyPair.P256().Public, ExpireOthers = inPlace });

    async Task<long> GenerationAsync(V1.ApiClient client) =>
        (await TokenAsync(client.Name["apiClients/".Length..], client.Secret)).GetPayloadValue<long>("generation");

    async Task<JsonWebToken> TokenAsync(string id, string secret)
    {
        using var answer = await access.AskAsync(id, secret);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return new JsonWebToken(body.GetProperty("access_token").GetString());
    }

    async Task<IReadOnlyDictionary<string, long>> VoidAsync()
    {
        using var http = access.Anonymous();
        return (await http.GetFromJsonAsync<RevocationList>("/internal/revocations", Stop))!.Generations;
    }
}
