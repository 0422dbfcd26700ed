using Mastery.Overview.V1;

namespace Mastery.Clients;

/// <summary>Puts transactions together from the messages of a hub's streams: each feed has its own reader.</summary>
sealed class HubFeedReader(string parent, string resumeToken, Action<IReadOnlyList<Feed>>? unavailableChanged)
    : IFeedReader<WatchHubResponse, HubTransaction>
{
    readonly Dictionary<Feed, FeedReader> _feeds = [];
    Feed[] _unavailable = [];

    public string ResumeToken { get; private set; } = resumeToken;

    public void Begin()
    {
        foreach (var feed in _feeds.Values)
        {
            feed.Begin();
        }
    }

    public HubTransaction? Take(WatchHubResponse message)
    {
        if (message.Changes.Count == 0)
        {
            TakeBookmark(message);
            return null;
        }

        var transaction = Reader(message.Feed).Take(new()
        {
            Changes = { message.Changes },
            Revision = message.Revision,
            Partial = message.Partial,
            ResumeToken = message.ResumeToken,
        });
        if (transaction is null)
        {
            return null;
        }

        ResumeToken = message.ResumeToken;
        return new(message.Feed, transaction.Revision, transaction.Changes, transaction.ResumeToken);
    }

    void TakeBookmark(WatchHubResponse message)
    {
        foreach (var place in message.Places.Where(place => place.Available))
        {
            Reader(place.Feed).Take(new() { Revision = place.Revision, ResumeToken = message.ResumeToken });
        }

        ResumeToken = message.ResumeToken;
        Feed[] unavailable = [.. message.Places.Where(place => !place.Available).Select(place => place.Feed)];
        if (!unavailable.SequenceEqual(_unavailable))
        {
            _unavailable = unavailable;
            unavailableChanged?.Invoke(unavailable);
        }
    }

    FeedReader Reader(Feed feed) => _feeds.TryGetValue(feed, out var reader) ? reader
        : _feeds[feed] = new FeedReader($"{OverviewFeeds.NameOf(feed)} of {parent}", "");
}
