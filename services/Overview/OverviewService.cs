using Grpc.Core;

namespace Mastery.Overview;

public sealed class OverviewService(HubWatcher watcher) : V1.OverviewService.OverviewServiceBase
{
    public override Task WatchHub(V1.WatchHubRequest request,
        IServerStreamWriter<V1.WatchHubResponse> responseStream, ServerCallContext context) =>
        watcher.WatchAsync(request, responseStream, context);
}
