using Mastery.Overview.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Overview;

/// <summary>Where a stream is in each of its feeds.</summary>
sealed class HubPlaces
{
    readonly SortedDictionary<Feed, FeedPlace> _places = [];
    readonly SortedDictionary<Feed, string> _tokens = [];

    HubPlaces(IEnumerable<Feed> feeds, IReadOnlyDictionary<Feed, string> known)
    {
        foreach (var feed in feeds)
        {
            _places[feed] = new() { Feed = feed };
            if (known.TryGetValue(feed, out var token))
            {
                _tokens[feed] = token;
            }
        }
    }

    /// <summary>The feeds.</summary>
    public IReadOnlyCollection<Feed> Feeds => _places.Keys;

    /// <summary>Whether there is a place in every feed: only then is there a token to go on from.</summary>
    public bool Complete => _tokens.Count == _places.Count;

    /// <summary>What goes on from here in every feed.</summary>
    public string Token => HubToken.Of(_tokens);

    /// <summary>How far each feed is.</summary>
    public IEnumerable<FeedPlace> All => _places.Values.Select(place => place.Clone());

    /// <summary>Where a request begins.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: what it says does not fit together.</exception>
    public static HubPlaces Of(WatchHubRequest request)
    {
        RequireKnown("feeds", request.Feeds);
        RequireKnown("start_over", request.StartOver);
        var places = HubToken.Read(request.ResumeToken);
        IReadOnlyCollection<Feed> feeds = request.Feeds.Count > 0 ? request.Feeds
            : places.Count > 0 ? [.. places.Keys.Union(request.StartOver)]
            : HubFeeds.All;
        if (request.StartOver.Except(feeds).Any())
        {
            throw ApiError.Invalid("start_over", "names a feed that is not one of feeds");
        }

        List<Feed> missing = places.Count == 0 ? [] : [.. feeds.Except(places.Keys).Except(request.StartOver)];
        if (missing.Count > 0)
        {
            throw ApiError.Invalid("feeds", "names a feed that the resume_token has no place of, "
                + $"'{HubFeeds.ServiceOf(missing[0])}': name it in start_over too");
        }

        return new(feeds, places.Where(place => !request.StartOver.Contains(place.Key)).ToDictionary());
    }

    /// <summary>The token of one feed; empty for its present end.</summary>
    public string TokenOf(Feed feed) => _tokens.GetValueOrDefault(feed, "");

    /// <summary>Notes how far a feed is.</summary>
    public void Reach(Feed feed, long revision, string token) =>
        (_places[feed].Revision, _tokens[feed]) = (revision, token);

    /// <summary>Notes whether a feed can be reached.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Set(Feed feed, bool available)
    {
        var changes = _places[feed].Available != available;
        _places[feed].Available = available;
        return changes;
    }

    static void RequireKnown(string field, IEnumerable<Feed> feeds)
    {
        if (feeds.Except(HubFeeds.All).Any())
        {
            throw ApiError.Invalid(field, "names a feed that there is not");
        }
    }
}
