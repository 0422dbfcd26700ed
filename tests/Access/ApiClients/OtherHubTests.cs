using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using AccessClient = Mastery.Access.V1.AccessService.AccessServiceClient;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Clients are not under a hub by their name, so what keeps hubs apart is proved here: whoever may manage the
/// clients of one hub finds none that may work for another.</summary>
public sealed class OtherHubTests(AccessFixture access)
{
    public static TheoryData<string> Others => ["south-yorkshire", "*", "sussex south-yorkshire"];

    [Theory, MemberData(nameof(Others))]
    public async Task Finds_no_client_that_may_work_for_another_hub(string hubs)
    {
        var (client, sussex, pair) = (await MakeAsync(hubs), access.As("sussex"), KeyPair.P256());
        Func<AccessClient, string, Task>[] calls =
        [
            async (api, name) => await api.GetApiClientAsync(new() { Name = name }),
            async (api, name) => await api.UpdateApiClientAsync(
                new() { ApiClient = new() { Name = name, DisplayName = "Taken over" } }),
            async (api, name) => await api.RotateApiClientSecretAsync(new() { Name = name }),
            async (api, name) => await api.AddApiClientKeyAsync(new() { Name = name, PublicKey = pair.Public }),
            async (api, name) => await api.RemoveApiClientKeyAsync(
                new() { Name = name, KeyId = PublicKeys.Read(pair.Public).KeyId }),
            async (api, name) => await api.RevokeApiClientAsync(new() { Name = name }),
        ];

        foreach (var call in calls)
        {
            var refusal = await NotFoundAsync(() => call(sussex, client.Name));
            var unknown = await NotFoundAsync(() => call(sussex, "apiClients/no-such-client"));
            Assert.Equal(
                unknown.Message.Replace("apiClients/no-such-client", client.Name, StringComparison.Ordinal),
                refusal.Message);
        }

        Assert.Equal(client.Etag, (await access.Clients.GetApiClientAsync(new() { Name = client.Name })).Etag);
        // The control: its own client is found by the same calls.
        var own = await MakeAsync("sussex");
        foreach (var call in calls)
        {
            await call(sussex, own.Name);
        }
    }

    [Theory, MemberData(nameof(Others))]
    public async Task Lists_no_client_that_may_work_for_another_hub(string hubs)
    {
        var (other, own) = (await MakeAsync(hubs), await MakeAsync("sussex"));

        var seen = await ListAsync(access.As("sussex"));
        var all = await ListAsync(access.Clients);

        Assert.DoesNotContain(other.Name, seen);
        Assert.Contains(own.Name, seen);
        Assert.Contains(other.Name, all);
    }

    [Fact]
    public async Task Finds_clients_of_any_of_the_callers_hubs()
    {
        var (one, both) = (await MakeAsync("sussex"), await MakeAsync("sussex south-yorkshire"));

        var seen = await ListAsync(access.Client<AccessClient>(new Token { Hubs = ["sussex", "south-yorkshire"] }));

        Assert.Contains(one.Name, seen);
        Assert.Contains(both.Name, seen);
    }

    async Task<V1.ApiClient> MakeAsync(string hubs)
    {
        var client = new V1.ApiClient { DisplayName = "Of a hub", Scopes = { "plans.read" }, AllHubs = hubs is "*" };
        client.Hubs.Add(hubs.Split(' ').Where(hub => hub is not "*").Select(hub => $"hubs/{hub}"));
        return await access.Clients.CreateApiClientAsync(
            new() { ApiClientId = $"hub-{Guid.NewGuid():N}", ApiClient = client });
    }

    static async Task<IReadOnlyList<string>> ListAsync(AccessClient api)
    {
        List<string> names = [];
        var request = new V1.ListApiClientsRequest { PageSize = 1000 };
        do
        {
            var page = await api.ListApiClientsAsync(request);
            names.AddRange(page.ApiClients.Select(client => client.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return names;
    }

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);
}
