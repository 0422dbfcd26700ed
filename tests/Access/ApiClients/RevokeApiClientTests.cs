using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Access.V1.ApiClient.Types.State;

namespace Mastery.Access.Tests.ApiClients;

public sealed class RevokeApiClientTests(AccessFixture access)
{
    [Fact]
    public async Task Gives_the_client_no_more_tokens()
    {
        var client = await access.CreateAsync();

        var revoked = await RevokeAsync(client);
        using var answer = await access.AskAsync(client.Name["apiClients/".Length..], client.Secret);

        Assert.Equal((State.Revoked, 0), (revoked.State, revoked.SecretCount));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Is_open_to_who_lacks_a_scope_of_the_client()
    {
        var client = await access.CreateAsync("sussex", "plans.write");

        var revoked = await access.As("sussex", "access.write").RevokeApiClientAsync(new() { Name = client.Name });

        Assert.Equal(State.Revoked, revoked.State);
    }

    [Fact]
    public async Task Is_for_good()
    {
        var client = await RevokeAsync(await access.CreateAsync());
        client.DisplayName += ", again";

        await WrongStateAsync(() => RevokeAsync(client));
        await WrongStateAsync(
            async () => await access.Clients.RotateApiClientSecretAsync(new() { Name = client.Name }));
        await WrongStateAsync(async () => await access.Clients.UpdateApiClientAsync(new() { ApiClient = client }));
    }

    [Fact]
    public async Task Keeps_the_id_from_being_given_again()
    {
        var client = await RevokeAsync(await access.CreateAsync());

        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            async () => await access.Clients.CreateApiClientAsync(new()
            {
                ApiClientId = client.Name["apiClients/".Length..],
                ApiClient = new() { DisplayName = "Again", Scopes = { "plans.read" }, AllHubs = true },
            }));
    }

    async Task<V1.ApiClient> RevokeAsync(V1.ApiClient client) =>
        await access.Clients.RevokeApiClientAsync(new() { Name = client.Name });

    static Task<Google.Rpc.Status> WrongStateAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);
}
