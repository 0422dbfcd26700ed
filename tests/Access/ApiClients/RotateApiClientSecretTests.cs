using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

public sealed class RotateApiClientSecretTests(AccessFixture access)
{
    [Fact]
    public async Task Keeps_the_secret_before_valid_until_the_next_rotation()
    {
        var first = await access.CreateAsync();
        var second = await RotateAsync(first);
        Assert.Equal((true, true, 2), (await WorksAsync(first), await WorksAsync(second), second.SecretCount));

        var third = await RotateAsync(second);

        Assert.Equal(
            (false, true, true, 2),
            (await WorksAsync(first), await WorksAsync(second), await WorksAsync(third), third.SecretCount));
    }

    [Fact]
    public async Task Ends_the_others_at_once_where_that_is_asked_for()
    {
        var first = await access.CreateAsync();

        var second = await access.Clients.RotateApiClientSecretAsync(
            new() { Name = first.Name, Etag = first.Etag, ExpireOthers = true });

        Assert.Equal((false, true, 1), (await WorksAsync(first), await WorksAsync(second), second.SecretCount));
        Assert.True(second.RotateTime > first.RotateTime);
    }

    [Fact]
    public async Task Shows_the_secret_once()
    {
        var client = await access.CreateAsync();
        V1.RotateApiClientSecretRequest request = new() { Name = client.Name, RequestId = Guid.NewGuid().ToString() };
        var first = await access.Clients.RotateApiClientSecretAsync(request);

        var again = await access.Clients.RotateApiClientSecretAsync(request);

        Assert.Equal((first.Etag, ""), (again.Etag, again.Secret));
        Assert.NotEmpty(first.Secret);
    }

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var client = await access.CreateAsync();
        await RotateAsync(client);

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () => await RotateAsync(client));
    }

    // Else a secret of a client would give its scopes to whoever may rotate it.
    [Fact]
    public async Task Refuses_who_lacks_a_scope_of_the_client()
    {
        var client = await access.CreateAsync("sussex", "plans.read", "plans.write");
        var hub = access.As("sussex", "access.write", "plans.read");

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await hub.RotateApiClientSecretAsync(new() { Name = client.Name }));
    }

    async Task<V1.ApiClient> RotateAsync(V1.ApiClient client) =>
        await access.Clients.RotateApiClientSecretAsync(new() { Name = client.Name, Etag = client.Etag });

    async Task<bool> WorksAsync(V1.ApiClient client)
    {
        using var answer = await access.AskAsync(client.Name["apiClients/".Length..], client.Secret);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
