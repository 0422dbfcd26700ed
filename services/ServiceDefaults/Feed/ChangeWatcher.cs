using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Streams the change log of a hub to a caller, as long as its token is valid.</summary>
sealed class ChangeWatcher(
    CallScope call, ChangeStore store, ChangeView view, FeedPoller poller, FeedSessions sessions)
{
    /// <summary>Writes changes and bookmarks until the stream's time is over; then the last bookmark.</summary>
    public async Task WatchAsync(string resumeToken, IServerStreamWriter<WatchChangesResponse> writer)
    {
        using var session = sessions.Open();
        var stream = new FeedStream(call.Hub, await StartAsync(resumeToken), store, view, writer);
        // Only now: what a poll that began earlier found would be older than the start.
        using var watch = poller.Watch(call.Hub);
        await session.RunAsync(end => RunAsync(stream, watch, end), stream.BookmarkAsync);
    }

    async Task RunAsync(FeedStream stream, HubWatch watch, CancellationToken end)
    {
        await stream.BookmarkAsync();
        while (true)
        {
            if (await watch.NextAsync(sessions.BookmarkInterval, end) is { } head)
            {
                await stream.SendUpToAsync(head, end);
            }
            else
            {
                await stream.BookmarkAsync();
            }
        }
    }

    /// <summary>Where the stream begins: after the token, else at the log's present end.</summary>
    /// <exception cref="ApiError">OUT_OF_RANGE: the log is not the one that the token is of.</exception>
    async Task<FeedPosition> StartAsync(string token)
    {
        var head = await store.HeadAsync(call.Hub);
        if (token.Length == 0)
        {
            return head;
        }

        var position = FeedPosition.Of(call.Hub, token);
        return position == default || (position.Epoch == head.Epoch && position.Revision <= head.Revision)
            ? position
            : throw FeedErrors.Restored();
    }
}
