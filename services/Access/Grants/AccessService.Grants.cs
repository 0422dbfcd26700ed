using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

public sealed partial class AccessService
{
    /// <inheritdoc/>
    public override async Task<V1.Grant> GetGrant(V1.GetGrantRequest request, ServerCallContext context) =>
        (await grants.GetAsync(request.Name)).ToProto();

    /// <inheritdoc/>
    public override async Task<V1.ListGrantsResponse> ListGrants(
        V1.ListGrantsRequest request, ServerCallContext context)
    {
        var page = await grants.ListAsync(request);
        return new()
        {
            Grants = { page.Rows.Select(grant => grant.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <inheritdoc/>
    public override async Task<V1.Grant> CreateGrant(V1.CreateGrantRequest request, ServerCallContext context)
    {
        var grant = Grant.New(request.Grant, call.Actor, clock.GetUtcNow());
        await rights.RequireAsync(grant.Reach);
        people.Require("grant.issuer", grant.Issuer);
        return (await grants.InsertAsync(grant)).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.Grant> UpdateGrant(V1.UpdateGrantRequest request, ServerCallContext context)
    {
        var grant = await grants.GetAsync(request.Grant.Name, request.Grant.Etag);
        var merged = request.UpdateMask.Apply(grant.ToProto(), request.Grant);
        var edited = grant.Edit(merged);
        rights.RequireScopes(edited.Scopes);
        return (await grants.UpdateAsync(grant, edited)).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.Grant> RevokeGrant(V1.RevokeGrantRequest request, ServerCallContext context)
    {
        var grant = await grants.GetAsync(request.Name, request.Etag);
        return (await grants.UpdateAsync(grant, grant.Revoke())).ToProto();
    }

    /// <inheritdoc/>
    public override async Task<V1.Grant> BreakGlass(V1.BreakGlassRequest request, ServerCallContext context)
    {
        var grant = Grant.ForEmergency(request, call.Actor, clock.GetUtcNow());
        await rights.RequireKnownHubAsync("hub", request.Hub.Id());
        people.Require("issuer", grant.Issuer);
        return (await grants.InsertAsync(grant)).ToProto();
    }
}
