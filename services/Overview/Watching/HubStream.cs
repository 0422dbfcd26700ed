using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Overview.V1;

namespace Mastery.Overview;

/// <summary>Writes the events of all feeds to one caller, each with the token that goes on after it.</summary>
sealed class HubStream(HubPlaces places, IServerStreamWriter<WatchHubResponse> writer, TimeProvider time)
{
    long _bookmarked = time.GetTimestamp();

    /// <summary>How long ago the last bookmark was.</summary>
    public TimeSpan SinceBookmark => time.GetElapsedTime(_bookmarked);

    /// <summary>Tells the caller how far each feed is. Nothing while there is no place to go on from.</summary>
    public Task BookmarkAsync()
    {
        _bookmarked = time.GetTimestamp();
        return places.Complete ? writer.WriteAsync(new() { ResumeToken = places.Token, Places = { places.All } })
            : Task.CompletedTask;
    }

    /// <summary>Notes what the first event of a feed says; before the stream begins, nothing is written.</summary>
    /// <exception cref="Exception">The stream cannot begin.</exception>
    public void Begin(FeedEvent first)
    {
        if (first.Refused || (first.Message is null && places.TokenOf(first.Feed).Length == 0))
        {
            throw FeedFailures.Of(first);
        }

        places.Set(first.Feed, first.Message is not null);
        Reach(first);
    }

    /// <summary>Passes an event on.</summary>
    /// <exception cref="Exception">The stream cannot go on.</exception>
    public async Task TakeAsync(FeedEvent next)
    {
        if (next.Refused)
        {
            throw FeedFailures.Of(next);
        }

        var news = places.Set(next.Feed, next.Message is not null);
        Reach(next);
        if (next.Message is { Changes.Count: > 0 } message)
        {
            await WriteAsync(next.Feed, message);
        }

        if (news)
        {
            await BookmarkAsync();
        }
    }

    void Reach(FeedEvent happened)
    {
        if (happened.Message is { ResumeToken.Length: > 0 } message)
        {
            places.Reach(happened.Feed, message.Revision, message.ResumeToken);
        }
    }

    Task WriteAsync(Feed feed, WatchChangesResponse message) => writer.WriteAsync(new()
    {
        Feed = feed,
        Changes = { message.Changes },
        Revision = message.Revision,
        Partial = message.Partial,
        ResumeToken = message.Partial ? "" : places.Token,
    });
}
