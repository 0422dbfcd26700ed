using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.DevelopmentPlans.Changes.V1;
using Mastery.FocusCatalogue.Changes.V1;
using Mastery.Overview.V1;
using Mastery.Participants.Changes.V1;

namespace Mastery.Overview.Tests.Watching;

/// <summary>The feeds of every hub.</summary>
sealed class FakeFeeds
{
    readonly ConcurrentDictionary<(string Parent, Feed Feed), FakeFeed> _feeds = [];

    public FakeFeed Of(string parent, Feed feed) => _feeds.GetOrAdd((parent, feed), _ => new());
}

sealed class FakeParticipants(FakeFeeds feeds) : ParticipantsChangeService.ParticipantsChangeServiceBase
{
    public override Task WatchChanges(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context) =>
        feeds.Of(request.Parent, Feed.Participants).WatchAsync(request, stream, context);
}

sealed class FakePlans(FakeFeeds feeds) : PlanChangeService.PlanChangeServiceBase
{
    public override Task WatchChanges(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context) =>
        feeds.Of(request.Parent, Feed.DevelopmentPlans).WatchAsync(request, stream, context);
}

sealed class FakeCatalogue(FakeFeeds feeds) : CatalogueChangeService.CatalogueChangeServiceBase
{
    public override Task WatchChanges(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context) =>
        feeds.Of(request.Parent, Feed.FocusCatalogue).WatchAsync(request, stream, context);
}
