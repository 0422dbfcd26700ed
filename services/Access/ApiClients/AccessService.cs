using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>API clients and grants, managed within the rights of the caller's token.</summary>
public sealed partial class AccessService(
    ApiClientStore clients, GrantStore grants, CallerRights rights, PeopleIssuers people, CallScope call,
    TimeProvider clock) : V1.AccessService.AccessServiceBase
{
    /// <inheritdoc/>
    public override async Task<V1.ApiClient> GetApiClient(V1.GetApiClientRequest request, ServerCallContext context) =>
        (await clients.GetAsync(request.Name)).ToProto();

    /// <inheritdoc/>
    public override async Task<V1.ListApiClientsResponse> ListApiClients(
        V1.ListApiClientsRequest request, ServerCallContext context)
    {
        var page = await clients.ListAsync(request);
        return new()
        {
            ApiClients = { page.Rows.Select(client => client.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> CreateApiClient(
        V1.CreateApiClientRequest request, ServerCallContext context)
    {
        var client = ApiClient.New(request.ApiClientId, request.ApiClient);
        await rights.RequireAsync(client.Reach);
        var secret = ApiClient.NewSecret();
        return Shown(await clients.InsertAsync(client.Rotate(secret, true, clock.GetUtcNow())), secret);
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> UpdateApiClient(
        V1.UpdateApiClientRequest request, ServerCallContext context)
    {
        var client = await clients.GetAsync(request.ApiClient.Name, request.ApiClient.Etag);
        var merged = request.UpdateMask.Apply(client.ToProto(), request.ApiClient);
        var edited = client.Edit(merged);
        await rights.RequireAsync(edited.Reach);
        return (await clients.UpdateAsync(client, edited)).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> RotateApiClientSecret(
        V1.RotateApiClientSecretRequest request, ServerCallContext context)
    {
        var client = await clients.GetAsync(request.Name, request.Etag);
        rights.RequireScopes(client.Scopes);
        var secret = ApiClient.NewSecret();
        return Shown(await clients.UpdateAsync(
            client, client.Rotate(secret, request.ExpireOthers, clock.GetUtcNow())), secret);
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> AddApiClientKey(
        V1.AddApiClientKeyRequest request, ServerCallContext context)
    {
        var client = await clients.GetAsync(request.Name, request.Etag);
        rights.RequireScopes(client.Scopes);
        return (await clients.UpdateAsync(client, client.AddKey(request, clock.GetUtcNow()))).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> RemoveApiClientKey(
        V1.RemoveApiClientKeyRequest request, ServerCallContext context)
    {
        var client = await clients.GetAsync(request.Name, request.Etag);
        return (await clients.UpdateAsync(client, client.RemoveKey(request.KeyId))).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.ApiClient> RevokeApiClient(
        V1.RevokeApiClientRequest request, ServerCallContext context)
    {
        var client = await clients.GetAsync(request.Name, request.Etag);
        return (await clients.UpdateAsync(client, client.Revoke())).ToProto();
    }

    static V1.ApiClient Shown(ApiClient client, string secret)
    {
        var shown = client.ToProto();
        shown.Secret = secret;
        return shown;
    }
}
