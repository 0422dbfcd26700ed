using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Access.V1;
using Mastery.Cli.Connection;
using Mastery.Contracts;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;
using Mastery.Suite.Tests.Writes;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>What is taken from an API client, its tokens lose in every service within five seconds.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class RevocationTests(RunningSuite suite, SeededHubs hubs)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>One read of each gRPC service that has a REST form.</summary>
    static readonly IReadOnlyList<ContractMethod> Reads =
    [
        .. ContractIndex.Methods.Where(method => method is { IsRead: true, IsStreaming: false, SpansHubs: false })
            .DistinctBy(method => method.Descriptor.Service.FullName),
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_refuses_within_five_seconds_by_both_protocols()
    {
        var client = await CreateAsync();
        var token = await TokenAsync(client);
        Assert.Equal(Calls(token).Select(_ => true), await AcceptedAsync(Calls(token)));

        await suite.As(RunningSuite.Operator).Access.RevokeApiClientAsync(new() { Name = client.Name });
        await RefusedEverywhereAsync(token);
    }

    // A person signs in with another issuer, works as the grant says, and is named in the change log.
    [Fact]
    public async Task A_person_is_refused_within_five_seconds_of_the_end_of_the_grant()
    {
        await using var issuer = await OidcIssuer.StartAsync("localhost", suite.Ports.People);
        var (access, person) = (suite.As(RunningSuite.Operator).Access, $"{Guid.NewGuid():N}");
        var grant = await access.CreateGrantAsync(new()
        {
            Grant = new()
            {
                Issuer = issuer.Address,
                Subject = person,
                Role = Grant.Types.Role.NationalAdministrator,
                DisplayName = "Ada Lovelace",
            },
        });
        var token = await ExchangeAsync(issuer.Sign(person, claims => claims["aud"] = "mastery-services"));
        Assert.Equal(Calls(token).Select(_ => true), await AcceptedAsync(Calls(token)));
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"/v1/{grant.Name}")
        {
            Content = JsonContent.Create(new { reason = "By herself" }),
            Headers = { Authorization = new("Bearer", token) },
        };
        using var changed = await suite.Http.SendAsync(change, Stop);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var log = await suite.As(RunningSuite.Operator).AccessChanges.ListChangesAsync(
            new() { Parent = "hubs/national", Filter = $"actor = \"{issuer.Address}#{person}\"" });
        Assert.Equal(grant.Name, Assert.Single(log.Changes).Resource);

        await access.RevokeGrantAsync(new() { Name = grant.Name });
        await RefusedEverywhereAsync(token);
    }

    async Task RefusedEverywhereAsync(string token)
    {
        var revoked = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var accepted = await AcceptedAsync(Calls(token));
            var elapsed = TimeProvider.System.GetElapsedTime(revoked);
            if (accepted.All(was => !was))
            {
                TestContext.Current.SendDiagnosticMessage($"Refused everywhere after {elapsed.TotalSeconds:0.00} s.");
                break;
            }

            Assert.True(elapsed < Limit, $"Accepted after {elapsed}: {string.Join(", ", accepted)}");
        }
    }

    // The control: a service that cannot ask goes on until the token expires.
    [Fact]
    public async Task A_service_that_cannot_learn_of_it_goes_on()
    {
        await using var cutOff = new Replica(
            suite, "participants", "services/Participants", "--Auth:RevocationsUri=http://127.0.0.1:1/");
        await cutOff.StartAsync();
        using var channel = GrpcChannel.ForAddress(cutOff.Address);
        var method = Reads.First(read => read.Descriptor.Service.Name == "ParticipantService");
        var client = await CreateAsync();
        var token = await TokenAsync(client);
        Assert.True(await AcceptsAsync(suite.Channel, method, token));

        await suite.As(RunningSuite.Operator).Access.RevokeApiClientAsync(new() { Name = client.Name });
        await Task.Delay(Limit, Stop);

        Assert.False(await AcceptsAsync(suite.Channel, method, token));
        Assert.True(await AcceptsAsync(channel, method, token));
    }

    [Fact]
    public async Task Who_ends_the_other_secrets_works_on_at_once_with_the_new_one()
    {
        var client = await CreateAsync();
        var old = await TokenAsync(client);
        var access = suite.As(RunningSuite.Operator).Access;
        var rotated = await access.RotateApiClientSecretAsync(new() { Name = client.Name, ExpireOthers = true });
        var token = await TokenAsync(rotated);

        for (var start = TimeProvider.System.GetTimestamp();
            TimeProvider.System.GetElapsedTime(start) < Limit;
            await Task.Delay(TimeSpan.FromMilliseconds(200), Stop))
        {
            Assert.DoesNotContain(false, await AcceptedAsync(Calls(token)));
        }

        Assert.DoesNotContain(true, await AcceptedAsync(Calls(old)));
    }

    // By the shipped client, which gets itself a new token where one is refused, as long as it can.
    [Fact]
    public async Task Who_signs_in_with_a_key_is_refused_within_five_seconds_of_its_removal()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (client, access) = (await CreateAsync(), suite.As(RunningSuite.Operator).Access);
        var name = client.Name;
        var added = await access.AddApiClientKeyAsync(
            new() { Name = name, PublicKey = key.ExportSubjectPublicKeyInfoPem() });
        await using var program = ApiClients.Connect(suite.Grpc, tokenEndpoint: null, name["apiClients/".Length..],
            clientSecret: "", clientKey: key.ExportPkcs8PrivateKeyPem());
        Assert.Equal(name, (await program.Access.GetApiClientAsync(new() { Name = name })).Name);

        await access.RemoveApiClientKeyAsync(new() { Name = name, KeyId = added.PublicKeys[0].KeyId });
        var removed = TimeProvider.System.GetTimestamp();
        RpcException? refusal = null;
        while (refusal is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(removed) < Limit);
            refusal = await Record.ExceptionAsync(
                async () => await program.Access.GetApiClientAsync(new() { Name = name })) as RpcException;
        }

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    /// <summary>The same reads over gRPC and over REST, each of which is accepted or not.</summary>
    IEnumerable<Func<Task<bool>>> Calls(string token) =>
    [
        .. Reads.Select<ContractMethod, Func<Task<bool>>>(read => () => AcceptsAsync(suite.Channel, read, token)),
        .. Reads.Select<ContractMethod, Func<Task<bool>>>(read => () => AcceptsRestAsync(read, token)),
    ];

    static async Task<bool[]> AcceptedAsync(IEnumerable<Func<Task<bool>>> calls) =>
        await Task.WhenAll(calls.Select(call => call()));

    async Task<bool> AcceptsAsync(GrpcChannel channel, ContractMethod method, string token)
    {
        try
        {
            await MethodCall.SendAsync(channel.CreateCallInvoker(), method.Descriptor, RequestOf(method), token);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unauthenticated)
        {
            return false;
        }
    }

    async Task<bool> AcceptsRestAsync(ContractMethod method, string token)
    {
        using var request = RestCall.Of(method.Routes[0], RequestOf(method), token);
        using var answer = await suite.Http.SendAsync(request, Stop);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized });
        return answer.StatusCode == HttpStatusCode.OK;
    }

    IMessage RequestOf(ContractMethod method) => hubs.One.Requests.For(method.Descriptor);

    async Task<ApiClient> CreateAsync() => await suite.As(RunningSuite.Operator).Access.CreateApiClientAsync(new()
    {
        ApiClientId = $"revoked-{Guid.NewGuid():N}",
        ApiClient = new() { DisplayName = "To be revoked", Scopes = { ContractIndex.Scopes }, AllHubs = true },
    });

    Task<string> TokenAsync(ApiClient client) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = client.Name["apiClients/".Length..],
        ["client_secret"] = client.Secret,
    });

    Task<string> ExchangeAsync(string token) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
        ["subject_token_type"] = "urn:ietf:params:oauth:token-type:id_token",
        ["subject_token"] = token,
    });

    async Task<string> TokenAsync(Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await suite.Http.PostAsync(new Uri("/oauth2/token", UriKind.Relative), form, Stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {body}");
        return body.GetProperty("access_token").GetString()!;
    }
}
