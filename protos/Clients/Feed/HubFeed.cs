using System.Runtime.CompilerServices;
using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Overview.V1;

namespace Mastery.Clients;

/// <summary>
/// Follows the change logs of several services of a hub as one, as <see cref="ChangeFeed"/> follows one: every
/// transaction once, those of each log in order, without a gap.
/// <code>
/// var feed = new HubFeed(overview.WatchHub, "hubs/my-hub", new FeedTokenFile("hub.token"));
/// await feed.StartOverAsync(cancellation: cancellation);         // the first time: then list what you follow
/// await foreach (var transaction in feed.ReadAsync(cancellation))
/// </code>
/// </summary>
/// <param name="watch">The client's method, <c>OverviewServiceClient.WatchHub</c>.</param>
/// <param name="parent">The hub, or <c>hubs/national</c>.</param>
/// <param name="token">Where the place in the logs is kept; in memory when null.</param>
/// <param name="feeds">Which logs; all when null.</param>
public sealed class HubFeed(
    Func<WatchHubRequest, CallOptions, AsyncServerStreamingCall<WatchHubResponse>> watch,
    string parent,
    IFeedToken? token = null,
    IEnumerable<Feed>? feeds = null)
{
    readonly IFeedToken _token = token ?? new FeedTokenInMemory();
    readonly Feed[] _feeds = [.. feeds ?? []];

    /// <summary>Is told which feeds cannot be reached just now, whenever that changes; none where all can. Those are
    /// read on from their place as soon as they can be reached.</summary>
    public Action<IReadOnlyList<Feed>>? UnavailableChanged { get; init; }

    /// <summary>Notes the present end of the logs as the place to read from. Call it first, then list what you follow,
    /// then read. After a <see cref="FeedExpiredException"/> do the same for its feed alone.</summary>
    /// <param name="only">The feeds that start over, while the others keep their place; all when null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RpcException">A feed could not be opened.</exception>
    public async Task StartOverAsync(IEnumerable<Feed>? only = null, CancellationToken cancellation = default)
    {
        var place = only is null ? null : await _token.ReadAsync(cancellation).ConfigureAwait(false);
        var first = await FeedLoop.FirstAsync(
            Open(place ?? "", place is null ? [] : only!, cancellation), cancellation).ConfigureAwait(false);
        await _token.WriteAsync(first.ResumeToken, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads on from the place that was noted, from now where none was, and waits for what comes, without
    /// end. The place is noted as <see cref="ChangeFeed.ReadAsync"/> does.</summary>
    /// <exception cref="FeedExpiredException">A log does not go on from there: list again what is of it.</exception>
    /// <exception cref="FeedBrokenException">A transaction is missing or came twice, which never happens.</exception>
    /// <exception cref="RpcException">A failure that waiting does not mend, such as a missing scope.</exception>
    public async IAsyncEnumerable<HubTransaction> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = new HubFeedReader(
            parent, await _token.ReadAsync(cancellation).ConfigureAwait(false) ?? "", UnavailableChanged);
        await foreach (var transaction in FeedLoop.ReadAsync(
            reader, (place, stop) => Open(place, [], stop), _token, new(parent), cancellation).ConfigureAwait(false))
        {
            yield return transaction;
        }
    }

    AsyncServerStreamingCall<WatchHubResponse> Open(
        string resumeToken, IEnumerable<Feed> startOver, CancellationToken cancellation) => watch(
            new() { Parent = parent, ResumeToken = resumeToken, Feeds = { _feeds }, StartOver = { startOver } },
            new CallOptions(cancellationToken: cancellation));
}

/// <summary>What one transaction of one service changed.</summary>
/// <param name="Feed">Whose it is.</param>
/// <param name="Revision">Its number in that log.</param>
/// <param name="Changes">Its changes, in the order of the writes.</param>
/// <param name="ResumeToken">What reads on after it, in every log.</param>
public sealed record HubTransaction(Feed Feed, long Revision, IReadOnlyList<Change> Changes, string ResumeToken);
