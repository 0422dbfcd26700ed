using Mastery.Changes.V1;
using Mastery.Overview.V1;

namespace Mastery.Overview;

/// <summary>What comes of one feed.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Message">A message of it; null where it failed.</param>
/// <param name="Failure">How it failed.</param>
/// <param name="Refused">Whether asking again does not mend it.</param>
sealed record FeedEvent(Feed Feed, WatchChangesResponse? Message, Exception? Failure = null, bool Refused = false);
