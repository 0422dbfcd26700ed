using System.Net;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

public sealed class CreateApiClientTests(AccessFixture access)
{
    [Fact]
    public async Task Answers_a_secret_that_gets_tokens()
    {
        var client = await access.CreateAsync();

        using var answer = await access.AskAsync(client.Name["apiClients/".Length..], client.Secret);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, client.SecretCount);
        Assert.True(client.Secret.Length >= 43, "It has fewer than 256 bits.");
    }

    [Fact]
    public async Task Shows_the_secret_once()
    {
        var request = Request();
        request.RequestId = Guid.NewGuid().ToString();
        var first = await access.Clients.CreateApiClientAsync(request);

        var again = await access.Clients.CreateApiClientAsync(request);
        var read = await access.Clients.GetApiClientAsync(new() { Name = first.Name });

        Assert.NotEmpty(first.Secret);
        Assert.Equal((first.Name, "", ""), (again.Name, again.Secret, read.Secret));
    }

    // No scope is offered that no method and no field asks for.
    [Theory]
    [InlineData("rosters.write")]
    [InlineData("nothing.read")]
    [InlineData("everything.read")]
    public async Task Refuses_a_scope_that_nothing_asks_for(string scope) => await Refused.ForFieldAsync(
        "api_client.scopes", async () => await access.Clients.CreateApiClientAsync(Request(scope: scope)));

    [Fact]
    public async Task Takes_every_scope_that_something_asks_for()
    {
        var request = Request();
        request.ApiClient.Scopes.Clear();
        request.ApiClient.Scopes.Add(ContractIndex.Scopes);

        Assert.Equal(ContractIndex.Scopes, (await access.Clients.CreateApiClientAsync(request)).Scopes);
    }

    [Fact]
    public async Task Refuses_a_scope_that_the_caller_lacks_and_names_it()
    {
        var hub = access.As("sussex", "access.write", "directory.read");

        var refusal = await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await hub.CreateApiClientAsync(Request()));

        Assert.Equal("plans.read", refusal.GetDetail<ErrorInfo>()!.Metadata["scope"]);
    }

    [Theory]
    [InlineData("*", "hubs/atlantis")]
    [InlineData("sussex", "hubs/south-yorkshire")]
    [InlineData("sussex", "hubs/atlantis")]
    public async Task Refuses_a_hub_that_is_not_there_and_one_of_others_alike(string own, string hub)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await access.As(own).CreateApiClientAsync(Request(hub)));

        Assert.Equal($"api_client.hubs: '{hub}' does not exist, or the token is not for it.", refusal.Message);
    }

    [Fact]
    public async Task Refuses_every_hub_to_who_has_one()
    {
        var request = Request();
        request.ApiClient.Hubs.Clear();
        request.ApiClient.AllHubs = true;

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await access.As("sussex").CreateApiClientAsync(request));

        Assert.True((await access.Clients.CreateApiClientAsync(request)).AllHubs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wants_either_hubs_or_all_of_them(bool both)
    {
        var request = Request();
        request.ApiClient.AllHubs = both;
        if (!both)
        {
            request.ApiClient.Hubs.Clear();
        }

        await Refused.ForFieldAsync(
            "api_client.hubs", async () => await access.Clients.CreateApiClientAsync(request));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("ends-")]
    [InlineData("with space")]
    public async Task Refuses_an_id_of_another_form(string id)
    {
        var request = Request();
        request.ApiClientId = id;

        await Refused.ForFieldAsync(
            "api_client_id", async () => await access.Clients.CreateApiClientAsync(request));
    }

    static V1.CreateApiClientRequest Request(string hub = "hubs/sussex", string scope = "plans.read") => new()
    {
        ApiClientId = $"new-{Guid.NewGuid():N}",
        ApiClient = new() { DisplayName = "New", Scopes = { scope }, Hubs = { hub } },
    };
}
