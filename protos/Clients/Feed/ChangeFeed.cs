using System.Runtime.CompilerServices;
using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.Clients;

/// <summary>
/// Follows the change log of a hub: every transaction once, in order, without a gap, over lost connections, ended
/// streams and restarts of either side.
/// <code>
/// var feed = new ChangeFeed(plans.WatchChanges, "hubs/my-hub", new FeedTokenFile("plans.token"));
/// await feed.StartOverAsync(cancellation);                       // the first time: then list what you follow
/// await foreach (var transaction in feed.ReadAsync(cancellation))
/// </code>
/// </summary>
/// <param name="watch">The client's method, for example <c>PlanChangeServiceClient.WatchChanges</c>.</param>
/// <param name="parent">The hub, or <c>hubs/national</c>.</param>
/// <param name="token">Where the place in the log is kept; in memory when null.</param>
public sealed class ChangeFeed(
    Func<WatchChangesRequest, CallOptions, AsyncServerStreamingCall<WatchChangesResponse>> watch,
    string parent,
    IFeedToken? token = null)
{
    readonly IFeedToken _token = token ?? new FeedTokenInMemory();

    /// <summary>Notes the present end of the log as the place to read from. Call it first, then list what you follow,
    /// then read: what changes while you list is read too. After a <see cref="FeedExpiredException"/> do the
    /// same.</summary>
    /// <exception cref="RpcException">The feed could not be opened.</exception>
    public async Task StartOverAsync(CancellationToken cancellation = default)
    {
        var first = await FeedLoop.FirstAsync(Open("", cancellation), cancellation).ConfigureAwait(false);
        await _token.WriteAsync(first.ResumeToken, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads on from the place that was noted, from now where none was, and waits for what comes, without
    /// end. The place is noted after each transaction, when the next one is asked for: after a crash the last one may
    /// come again. Who keeps <see cref="FeedTransaction.ResumeToken"/> with what it made of the transaction meets each
    /// exactly once.</summary>
    /// <exception cref="FeedExpiredException">The log does not go on from there: list again.</exception>
    /// <exception cref="FeedBrokenException">A transaction is missing or came twice, which never happens.</exception>
    /// <exception cref="RpcException">A failure that waiting does not mend, such as a missing scope.</exception>
    public async IAsyncEnumerable<FeedTransaction> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = new FeedReader(parent, await _token.ReadAsync(cancellation).ConfigureAwait(false) ?? "");
        await foreach (var transaction in FeedLoop.ReadAsync(
            reader, Open, _token, new(parent), cancellation).ConfigureAwait(false))
        {
            yield return transaction;
        }
    }

    AsyncServerStreamingCall<WatchChangesResponse> Open(string resumeToken, CancellationToken cancellation) =>
        watch(new() { Parent = parent, ResumeToken = resumeToken }, new CallOptions(cancellationToken: cancellation));
}

/// <summary>What one transaction changed.</summary>
/// <param name="Revision">Its number in the log of its hub.</param>
/// <param name="Changes">Its changes, in the order of the writes.</param>
/// <param name="ResumeToken">What reads on after it.</param>
public sealed record FeedTransaction(long Revision, IReadOnlyList<Change> Changes, string ResumeToken);
