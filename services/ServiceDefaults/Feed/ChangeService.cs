using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The change log of a service over its API. Services compile this file with the base class that their own
/// contract generated, which <c>ChangeService</c> in their project names.</summary>
sealed class ChangeService(ChangeFeed feed) : ChangeServiceBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) =>
        feed.ListAsync(request);

    public override Task WatchChanges(WatchChangesRequest request,
        IServerStreamWriter<WatchChangesResponse> responseStream, ServerCallContext context) =>
        feed.WatchAsync(request, responseStream, context);

    public override Task<VerifyChangesResponse> VerifyChanges(
        VerifyChangesRequest request, ServerCallContext context) => feed.VerifyAsync(request);
}
