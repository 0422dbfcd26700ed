using System.Threading.Channels;
using Mastery.Changes.V1;
using Mastery.Overview.V1;

namespace Mastery.Overview;

/// <summary>Follows the feed of one service for one stream, and opens it again where it ended or broke, after what was
/// passed on: a service's feed ends itself when it drains, and whenever it is away.</summary>
/// <param name="feed">The feed.</param>
/// <param name="request">What to follow; its token is where the stream is.</param>
/// <param name="feeds">The services.</param>
/// <param name="events">Where it is passed on. It is small: who reads slowly is followed slowly.</param>
/// <param name="begun">Nothing but the first event is passed on before the stream begins.</param>
/// <param name="time">The clock.</param>
sealed class FeedPump(
    Feed feed, WatchChangesRequest request, HubFeeds feeds, ChannelWriter<FeedEvent> events, Task begun,
    TimeProvider time)
{
    // A feed says something every 20 s: one that does not is not there any more, whatever its connection says.
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    int _failures;

    /// <summary>Follows it until it is cancelled or refused.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (true)
        {
            try
            {
                await FollowAsync(end);
            }
            catch (Exception failure) when (!end.IsCancellationRequested)
            {
                var refused = !FeedFailures.MayPass(failure);
                await PassAsync(new(feed, null, failure, refused), end);
                if (refused)
                {
                    return;
                }

                _failures++;
            }

            await Task.Delay(Delay(), time, end);
        }
    }

    async Task FollowAsync(CancellationToken end)
    {
        using var call = feeds.Watch(feed, request, end);
        while (await call.ResponseStream.MoveNext(end).WaitAsync(LongestSilence, time, CancellationToken.None))
        {
            var message = call.ResponseStream.Current;
            _failures = 0;
            await PassAsync(new(feed, message), end);
            if (message.ResumeToken.Length > 0)
            {
                request.ResumeToken = message.ResumeToken;
            }
        }
    }

    async Task PassAsync(FeedEvent passed, CancellationToken end)
    {
        await events.WriteAsync(passed, end);
        await begun.WaitAsync(end);
    }

    TimeSpan Delay()
    {
        var longest = Math.Min(
            LongestDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 10)));
        // Those that wait for the same service do not all come at once.
        return TimeSpan.FromMilliseconds(longest * (1 + Random.Shared.NextDouble()) / 2);
    }
}
