namespace Mastery.Participants;

/// <summary>What would come of a feed in one hub.</summary>
/// <param name="Roster">What the hub has on record.</param>
/// <param name="Effects">The effects.</param>
/// <param name="Covered">The schools of the hub that the feed covers.</param>
/// <param name="Schools">The schools, with how many people they would lose.</param>
public sealed record RosterHubPlan(HubRoster Roster, IReadOnlyList<PlannedEffect> Effects,
    IReadOnlyList<FeedSchool> Covered, IReadOnlyList<V1.RosterSync.Types.CoveredSchool> Schools)
{
    /// <summary>Plans a feed in the hub in which the session is.</summary>
    /// <param name="reader">Reads what the hub has on record.</param>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="firstSync">Whether the source had put nobody on record; found out when null.</param>
    public static async Task<RosterHubPlan> OfAsync(
        HubRosterReader reader, string hub, RosterFeed feed, bool? firstSync = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var covered = feed.Covered.Where(school => school.Hubs.Contains(hub)).ToList();
        var roster = await reader.ReadAsync(hub, feed, feed.People, firstSync);
        var effects = new RosterPlanner(feed, feed.People, covered, roster).Plan();
        return new(roster, effects, covered, [.. RosterGuard.Count(feed, covered, roster, effects)]);
    }
}
