using System.Threading.Channels;
using Grpc.Core;
using Mastery.Overview.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Overview;

/// <summary>Streams the feeds of a hub as one. Each service is asked with the caller's token: which hub and what of its
/// changes the caller may see, it decides itself.</summary>
public sealed class HubWatcher(CallScope call, HubFeeds feeds, FeedSessions sessions, TimeProvider time)
{
    // A feed without a known place is waited for; one with a place joins the others when it can.
    static readonly TimeSpan FirstPlace = TimeSpan.FromSeconds(10);
    static readonly TimeSpan FirstWord = TimeSpan.FromSeconds(2);

    /// <summary>Writes changes and bookmarks until the stream's time is over; then the last bookmark.</summary>
    public async Task WatchAsync(
        WatchHubRequest request, IServerStreamWriter<WatchHubResponse> writer, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (call.Hub == "*")
        {
            throw ApiError.Invalid("parent", "names one hub: each has feeds of its own");
        }

        var places = HubPlaces.Of(request);
        if (!FeedSessions.IsRead(context))
        {
            return;
        }

        using var session = sessions.Open();
        var stream = new HubStream(places, writer, time);
        await session.RunAsync(end => RunAsync(request.Parent, places, stream, end), stream.BookmarkAsync);
    }

    async Task RunAsync(string parent, HubPlaces places, HubStream stream, CancellationToken end)
    {
        var events = Channel.CreateBounded<FeedEvent>(new BoundedChannelOptions(places.Feeds.Count)
        {
            SingleReader = true,
        });
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end);
        var pumps = places.Feeds.Select(feed => new FeedPump(
            feed, new() { Parent = parent, ResumeToken = places.TokenOf(feed) }, feeds, events, begun.Task, time)
            .RunAsync(stop.Token)).ToList();
        try
        {
            await BeginAsync(events, places, stream, end);
            begun.SetResult();
            await GoOnAsync(events, stream, end);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until each feed has said where it is, or that it cannot be reached.</summary>
    async Task BeginAsync(
        ChannelReader<FeedEvent> events, HubPlaces places, HubStream stream, CancellationToken end)
    {
        using var late = new CancellationTokenSource(places.Complete ? FirstWord : FirstPlace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, end);
        var silent = places.Feeds.ToHashSet();
        while (silent.Count > 0 && await NextAsync(events, either.Token, end) is { } first)
        {
            silent.Remove(first.Feed);
            stream.Begin(first);
        }

        if (!places.Complete)
        {
            throw FeedFailures.Unavailable(silent.First(feed => places.TokenOf(feed).Length == 0));
        }

        await stream.BookmarkAsync();
    }

    async Task GoOnAsync(ChannelReader<FeedEvent> events, HubStream stream, CancellationToken end)
    {
        while (true)
        {
            var left = sessions.BookmarkInterval - stream.SinceBookmark;
            if (left <= TimeSpan.Zero)
            {
                await stream.BookmarkAsync();
            }
            else if (await NextAsync(events, left, end) is { } next)
            {
                await stream.TakeAsync(next);
            }
        }
    }

    async Task<FeedEvent?> NextAsync(ChannelReader<FeedEvent> events, TimeSpan longest, CancellationToken end)
    {
        if (events.TryRead(out var next))
        {
            end.ThrowIfCancellationRequested();
            return next;
        }

        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, end);
        return await NextAsync(events, either.Token, end);
    }

    /// <summary>The next event; null when it is late.</summary>
    static async Task<FeedEvent?> NextAsync(
        ChannelReader<FeedEvent> events, CancellationToken late, CancellationToken end)
    {
        try
        {
            return await events.ReadAsync(late);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return null;
        }
    }
}
