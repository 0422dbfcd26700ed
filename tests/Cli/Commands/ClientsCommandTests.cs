using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.V1;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

public sealed class ClientsCommandTests : CommandTest
{
    ConcurrentQueue<Google.Protobuf.IMessage> Asked => Received.Clients;

    [Fact]
    public async Task Adds_a_client_and_prints_its_secret()
    {
        var exit = await RunAsync("clients", "add", "exporter", "--name", "Exporter", "--scope", "plans.read",
            "--scope", "directory.read", "--hub", "sussex", "--expires", "2027-08-31T00:00:00Z");

        var request = Assert.IsType<CreateApiClientRequest>(Assert.Single(Asked));
        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal("exporter", request.ApiClientId);
        Assert.Equal("Exporter", request.ApiClient.DisplayName);
        Assert.Equal(["plans.read", "directory.read"], request.ApiClient.Scopes);
        Assert.Equal(["hubs/sussex"], request.ApiClient.Hubs);
        Assert.False(request.ApiClient.AllHubs);
        Assert.Equal(new DateTime(2027, 8, 31), request.ApiClient.ExpireTime.ToDateTime());
        Assert.Equal("client_id=exporter\nclient_secret=new secret\n", Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("new secret", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_a_client_for_every_hub_where_none_is_named()
    {
        await RunAsync("clients", "add", "exporter", "--scope", "plans.read");

        Assert.True(Assert.IsType<CreateApiClientRequest>(Assert.Single(Asked)).ApiClient.AllHubs);
    }

    [Theory]
    [InlineData("--school", "136283", "schools/136283", "")]
    [InlineData("--trust", "16789", "", "trusts/16789")]
    public async Task Adds_a_client_of_a_school_or_a_trust(string option, string number, string school, string trust)
    {
        await RunAsync("clients", "add", "exporter", "--scope", "plans.read", "--hub", "sussex", option, number);

        var request = Assert.IsType<CreateApiClientRequest>(Assert.Single(Asked));
        Assert.Equal((school, trust), (request.ApiClient.School, request.ApiClient.Trust));
    }

    [Fact]
    public async Task Wants_a_scope() =>
        Assert.Equal(ExitCode.NothingDone, await RunAsync("clients", "add", "exporter"));

    [Fact]
    public async Task Lists_the_clients_of_all_pages()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("clients", "list"));

        Assert.Equal(2, Asked.Count);
        Assert.Matches("first.*active.*sussex, south-yorkshire.*plans.read", Output);
        Assert.Matches("second.*revoked.*every hub", Output);
    }

    [Fact]
    public async Task Lists_them_on_one_line_each_in_a_narrow_terminal()
    {
        Width = 50;

        await RunAsync("clients", "list");

        Assert.All(
            Output.ReplaceLineEndings("\n").Split('\n')[..3], line => Assert.True(line.Length <= 50, line));
    }

    [Fact]
    public async Task Lists_them_for_programs()
    {
        await RunAsync("clients", "list", "--output", "json");

        Assert.Equal(2, JsonElement.Parse(Output).GetProperty("apiClients").GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotates_the_secret(bool expireOthers)
    {
        string[] options = expireOthers ? ["--expire-others"] : [];

        Assert.Equal(ExitCode.Done, await RunAsync(["clients", "rotate", "exporter", .. options]));

        var request = Assert.IsType<RotateApiClientSecretRequest>(Assert.Single(Asked));
        Assert.Equal(("apiClients/exporter", expireOthers), (request.Name, request.ExpireOthers));
        Assert.Contains("client_secret=new secret", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expires_a_client()
    {
        await RunAsync("clients", "expire", "exporter", "--at", "2027-01-01T12:00:00Z");

        var request = Assert.IsType<UpdateApiClientRequest>(Assert.Single(Asked));
        Assert.Equal("apiClients/exporter", request.ApiClient.Name);
        Assert.Equal(["expire_time"], request.UpdateMask.Paths);
        Assert.Equal("exporter: expires 2027-01-01 12:00 UTC", Output.Trim());
    }

    [Fact]
    public async Task Revokes_a_client()
    {
        await RunAsync("clients", "revoke", "exporter");

        Assert.Equal("apiClients/exporter", Assert.IsType<RevokeApiClientRequest>(Assert.Single(Asked)).Name);
        Assert.Equal("exporter: revoked", Output.Trim());
    }
}

/// <summary>An Access service that answers what it is told, and keeps what it was asked.</summary>
sealed partial class Access(Received received) : AccessService.AccessServiceBase
{
    public override Task<ApiClient> CreateApiClient(CreateApiClientRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient { Name = $"apiClients/{request.ApiClientId}", Secret = "new secret" });
    }

    public override Task<ListApiClientsResponse> ListApiClients(
        ListApiClientsRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(request.PageToken.Length == 0
            ? new ListApiClientsResponse
            {
                ApiClients =
                {
                    new ApiClient
                    {
                        Name = "apiClients/first", Scopes = { "plans.read" },
                        Hubs = { "hubs/sussex", "hubs/south-yorkshire" },
                    },
                },
                NextPageToken = "next",
            }
            : new ListApiClientsResponse
            {
                ApiClients =
                {
                    new ApiClient
                    {
                        Name = "apiClients/second", AllHubs = true, State = ApiClient.Types.State.Revoked,
                    },
                },
            });
    }

    public override Task<ApiClient> RotateApiClientSecret(
        RotateApiClientSecretRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient { Name = request.Name, Secret = "new secret" });
    }

    public override Task<ApiClient> UpdateApiClient(UpdateApiClientRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(request.ApiClient);
    }

    public override Task<ApiClient> GetApiClient(GetApiClientRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient
        {
            Name = request.Name,
            PublicKeys =
            {
                new ApiClientKey
                {
                    KeyId = "first-key",
                    Jwk = """{"e":"AQAB","kty":"RSA","n":"AAAA"}""",
                    CreateTime = Timestamp.FromDateTime(new(2026, 11, 2, 9, 30, 0, DateTimeKind.Utc)),
                    ExpireTime = Timestamp.FromDateTime(new(2027, 8, 31, 0, 0, 0, DateTimeKind.Utc)),
                },
            },
        });
    }

    public override Task<ApiClient> AddApiClientKey(AddApiClientKeyRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient
        {
            Name = request.Name,
            PublicKeys = { new ApiClientKey { KeyId = "new-key", CreateTime = DateTime.UtcNow.ToTimestamp() } },
        });
    }

    public override Task<ApiClient> RemoveApiClientKey(RemoveApiClientKeyRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient { Name = request.Name });
    }

    public override Task<ApiClient> RevokeApiClient(RevokeApiClientRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ApiClient { Name = request.Name, State = ApiClient.Types.State.Revoked });
    }
}
