namespace Mastery.ServiceDefaults;

/// <summary>How the change feed is watched: the section <c>Feed</c>. Each replica of a service counts by
/// itself.</summary>
sealed class FeedOptions
{
    /// <summary>The longest that a stream may be silent: proxies end those that are for longer.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    /// <summary>How often new revisions are looked for while anybody watches.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After how long without a change a stream says how far it is.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long a stream ends itself.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many streams a client may have at once.</summary>
    public int StreamsPerClient { get; set; } = 20;
}
