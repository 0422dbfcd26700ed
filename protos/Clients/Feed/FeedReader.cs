using Mastery.Changes.V1;

namespace Mastery.Clients;

/// <summary>Puts transactions together from the messages of streams, and makes sure that none is missing or comes
/// twice.</summary>
sealed class FeedReader(string parent, string resumeToken) : IFeedReader<WatchChangesResponse, FeedTransaction>
{
    readonly List<Change> _parts = [];
    long? _last;

    /// <summary>What reads on after the last transaction that was taken.</summary>
    public string ResumeToken { get; private set; } = resumeToken;

    /// <summary>A stream begins: the parts of a transaction that the one before did not end come again.</summary>
    public void Begin() => _parts.Clear();

    /// <summary>The transaction that a message completes; null for a bookmark and a part.</summary>
    public FeedTransaction? Take(WatchChangesResponse message)
    {
        if (message.Changes.Count == 0)
        {
            Require(message.Revision == (_last ?? message.Revision), message);
            (_last, ResumeToken) = (message.Revision, message.ResumeToken);
            return null;
        }

        Require(_last is null || message.Revision == _last + 1, message);
        if (message.Changes[0].Ordinal == 1)
        {
            // The parts before have no end: the transaction comes again.
            _parts.Clear();
        }

        _parts.AddRange(message.Changes);
        if (message.Partial)
        {
            return null;
        }

        Change[] changes = [.. _parts];
        _parts.Clear();
        Require(changes.Select((change, index) => change.Ordinal == index + 1).All(next => next), message);
        (_last, ResumeToken) = (message.Revision, message.ResumeToken);
        return new(message.Revision, changes, message.ResumeToken);
    }

    void Require(bool holds, WatchChangesResponse message)
    {
        if (!holds)
        {
            throw new FeedBrokenException(parent, _last ?? 0, message.Revision);
        }
    }
}
