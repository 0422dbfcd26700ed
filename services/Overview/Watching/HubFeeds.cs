using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.DevelopmentPlans.Changes.V1;
using Mastery.FocusCatalogue.Changes.V1;
using Mastery.Overview.V1;
using Mastery.Participants.Changes.V1;

namespace Mastery.Overview;

/// <summary>The change logs that are followed, each at its service.</summary>
public sealed class HubFeeds(
    ParticipantsChangeService.ParticipantsChangeServiceClient participants,
    PlanChangeService.PlanChangeServiceClient plans,
    CatalogueChangeService.CatalogueChangeServiceClient catalogue)
{
    /// <summary>Every feed.</summary>
    internal static IReadOnlyList<Feed> All { get; } =
        [Feed.Participants, Feed.DevelopmentPlans, Feed.FocusCatalogue];

    /// <summary>The service whose feed it is.</summary>
    internal static string ServiceOf(Feed feed) => feed switch
    {
        Feed.Participants => "participants",
        Feed.DevelopmentPlans => "development-plans",
        _ => "focus-catalogue",
    };

    /// <summary>Follows a feed in the caller's name.</summary>
    internal AsyncServerStreamingCall<WatchChangesResponse> Watch(
        Feed feed, WatchChangesRequest request, CancellationToken end)
    {
        // Not the limit of other calls between services: the stream ends with the caller's.
        var options = new CallOptions(deadline: DateTime.MaxValue, cancellationToken: end);
        return feed switch
        {
            Feed.Participants => participants.WatchChanges(request, options),
            Feed.DevelopmentPlans => plans.WatchChanges(request, options),
            _ => catalogue.WatchChanges(request, options),
        };
    }
}
