using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class RosterService(RosterImporter importer, RosterStore rosters, RosterEffectStore effects,
    RosterWork work, MatchReviewStore reviews, ParticipantStore participants, CallScope call, TimeProvider clock)
    : V1.RosterService.RosterServiceBase
{
    public override Task<V1.RosterSync> PlanRosterSync(
        IAsyncStreamReader<V1.PlanRosterSyncRequest> requestStream, ServerCallContext context) =>
        importer.PlanAsync(requestStream.ReadAllAsync(context.CancellationToken));

    public override Task<V1.RosterSync> BatchPlanRosterSync(
        V1.BatchPlanRosterSyncRequest request, ServerCallContext context) =>
        importer.PlanAsync(request.Header, request.Records);

    public override async Task<V1.RosterSync> GetRosterSync(
        V1.GetRosterSyncRequest request, ServerCallContext context) =>
        RosterSlice.ToProto(await rosters.GetAsync(request.Name));

    public override async Task<V1.ListRosterSyncsResponse> ListRosterSyncs(
        V1.ListRosterSyncsRequest request, ServerCallContext context)
    {
        var (syncs, next) = await rosters.ListAsync(ListRequest.From(request));
        return new() { RosterSyncs = { syncs.Select(RosterSlice.ToProto) }, NextPageToken = next };
    }

    public override async Task<V1.ListRosterSyncEffectsResponse> ListRosterSyncEffects(
        V1.ListRosterSyncEffectsRequest request, ServerCallContext context)
    {
        await rosters.GetAsync(request.Name);
        var page = await effects.ListAsync(request.Name, ListRequest.From(request));
        return new() { Effects = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override Task<V1.RosterSync> ApplyRosterSync(
        V1.ApplyRosterSyncRequest request, ServerCallContext context) => work.ApplyAsync(request);

    public override Task<V1.RosterSync> RevertRosterSync(
        V1.RevertRosterSyncRequest request, ServerCallContext context) => work.RevertAsync(request);

    public override async Task<V1.ListParticipantRosterChangesResponse> ListParticipantRosterChanges(
        V1.ListParticipantRosterChangesRequest request, ServerCallContext context)
    {
        await participants.GetAsync(request.Name);
        Guid[] people = [.. (await participants.NamesAsync(request.Name)).Select(Reference.ToId)];
        var page = await effects.ChangesAsync(request.Name.HubId(), people, ListRequest.From(request));
        return new() { Changes = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.MatchReview> GetMatchReview(
        V1.GetMatchReviewRequest request, ServerCallContext context) =>
        (await reviews.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListMatchReviewsResponse> ListMatchReviews(
        V1.ListMatchReviewsRequest request, ServerCallContext context)
    {
        var page = await reviews.ListAsync(request.Parent, ListRequest.From(request));
        return new() { MatchReviews = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.MatchReview> ResolveMatchReview(
        V1.ResolveMatchReviewRequest request, ServerCallContext context)
    {
        var current = await reviews.LockAsync(request.Name, request.Etag);
        var person = current.Chosen(request) is { Length: > 0 } name
            ? (await participants.ReferredAsync("participant", name)).RequireHere().Id
            : (Guid?)null;
        return (await reviews.UpdateAsync(
            current, current.Resolve(person, call.Actor, clock.GetUtcNow().UtcDateTime))).ToProto();
    }
}
