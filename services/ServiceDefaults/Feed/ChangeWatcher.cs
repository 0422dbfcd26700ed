using Grpc.Core;
using Mastery.Changes.V1;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Streams the change log of a hub to a caller, as long as its token is valid.</summary>
sealed class ChangeWatcher(
    CallScope call, ChangeStore store, ChangeView view, FeedPoller poller, FeedStreams streams, Drain drain,
    IOptions<FeedOptions> options, TimeProvider time)
{
    // The caller gets another token before this one expires.
    static readonly TimeSpan BeforeExpiry = TimeSpan.FromSeconds(5);

    /// <summary>Writes changes and bookmarks until the stream's time is over; then the last bookmark.</summary>
    public async Task WatchAsync(string resumeToken, IServerStreamWriter<WatchChangesResponse> writer)
    {
        if (drain.Draining)
        {
            throw ApiError.Unavailable("This instance of the service is stopping, and its feed");
        }

        using var open = streams.Open(call.Actor);
        var stream = new FeedStream(call.Hub, await StartAsync(resumeToken), store, view, writer);
        // Only now: what a poll that began earlier found would be older than the start.
        using var watch = poller.Watch(call.Hub);
        using var age = new CancellationTokenSource(Age(), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(age.Token, drain.Stopping, call.Cancellation);
        try
        {
            await RunAsync(stream, watch, end.Token);
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            await stream.BookmarkAsync();
        }
    }

    async Task RunAsync(FeedStream stream, HubWatch watch, CancellationToken end)
    {
        await stream.BookmarkAsync();
        while (true)
        {
            if (await watch.NextAsync(options.Value.BookmarkInterval, end) is { } head)
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

    TimeSpan Age()
    {
        var left = call.Caller.Expires - BeforeExpiry - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left < options.Value.MaxAge ? left
            : options.Value.MaxAge;
    }
}
