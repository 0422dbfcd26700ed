using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

public sealed class UpdateApiClientTests(AccessFixture access)
{
    [Fact]
    public async Task Expires_a_client()
    {
        var client = await access.CreateAsync();
        client.ExpireTime = DateTime.UtcNow.AddMinutes(-1).ToTimestamp();

        var expired = await UpdateAsync(client, "expire_time");
        using var answer = await access.AskAsync(client.Name["apiClients/".Length..], client.Secret);

        Assert.NotNull(expired.ExpireTime);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Takes_scopes_away_from_the_next_token_on()
    {
        var client = await access.CreateAsync("sussex", "plans.read", "plans.write");
        client.Scopes.Remove("plans.write");

        await UpdateAsync(client, "scopes");
        using var answer = await access.AskAsync(
            client.Name["apiClients/".Length..], client.Secret, scope: "plans.write");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Refuses_scopes_that_the_caller_lacks_also_those_that_the_client_has()
    {
        var client = await access.CreateAsync("sussex", "plans.read", "plans.write");
        var hub = access.As("sussex", "access.write", "directory.read", "plans.read");

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await hub.UpdateApiClientAsync(new()
            {
                ApiClient = new() { Name = client.Name, DisplayName = "Renamed" },
            }));
    }

    [Fact]
    public async Task Refuses_hubs_that_the_caller_lacks()
    {
        var client = await access.CreateAsync();
        client.Hubs.Add("hubs/south-yorkshire");

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await access.As("sussex").UpdateApiClientAsync(new() { ApiClient = client }));
    }

    [Fact]
    public async Task Changes_no_secret()
    {
        var client = await access.CreateAsync();
        var updated = client.Clone();
        updated.DisplayName = "Renamed";
        updated.Secret = "chosen by the caller";

        var answer = await UpdateAsync(updated, "*");
        using var token = await access.AskAsync(client.Name["apiClients/".Length..], client.Secret);

        Assert.Equal(("Renamed", ""), (answer.DisplayName, answer.Secret));
        Assert.Equal(HttpStatusCode.OK, token.StatusCode);
    }

    async Task<V1.ApiClient> UpdateAsync(V1.ApiClient client, string path) =>
        await access.Clients.UpdateApiClientAsync(new()
        {
            ApiClient = client,
            UpdateMask = new() { Paths = { path } },
        });
}
