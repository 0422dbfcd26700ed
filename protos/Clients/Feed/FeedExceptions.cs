using Grpc.Core;
using Mastery.Overview.V1;

namespace Mastery.Clients;

/// <summary>The log does not go on from where its reader is: the database was restored, or the log does not reach back
/// so far. List what you follow again, after <see cref="ChangeFeed.StartOverAsync"/>, then read.</summary>
public sealed class FeedExpiredException : Exception
{
    internal FeedExpiredException(string parent, Feed feed, RpcException cause)
        : base($"The change log of {parent} does not go on from here: start over, list what you follow again, then "
            + $"read. {cause.Status.Detail}", cause) =>
        Feed = feed;

    /// <summary>Which feed it is, of those of a <see cref="HubFeed"/>, for <see cref="HubFeed.StartOverAsync"/>: the
    /// others go on. Unspecified for a <see cref="ChangeFeed"/>.</summary>
    public Feed Feed { get; }
}

/// <summary>A transaction is missing, or came twice.</summary>
public sealed class FeedBrokenException : Exception
{
    internal FeedBrokenException(string parent, long last, long revision)
        : base($"The change log of {parent} came with revision {revision} after {last}: report it, start over and list "
            + "what you follow again.")
    {
    }
}
