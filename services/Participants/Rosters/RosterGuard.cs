using CoveredSchool = Mastery.Participants.V1.RosterSync.Types.CoveredSchool;

namespace Mastery.Participants;

/// <summary>Counts how many people schools would lose by a sync, and says when they are so many that the feed looks
/// incomplete.</summary>
static class RosterGuard
{
    const int FewestLeavers = 3;

    /// <summary>The schools that the feed covers, and others of the source that would lose somebody.</summary>
    public static IEnumerable<CoveredSchool> Count(RosterFeed feed, IEnumerable<FeedSchool> covered, HubRoster roster,
        IReadOnlyList<PlannedEffect> effects)
    {
        var after = effects.Where(effect => effect is { Before.Revision: > 0, After: not null })
            .ToDictionary(effect => effect.Before!.Id, effect => effect.After!);
        HashSet<string> named = [.. covered.Select(school => school.Urn)];
        return feed.Schools.OfSource.Where(school => school.Hubs.Contains(roster.Hub)).Concat(covered)
            .DistinctBy(school => school.Urn).OrderBy(school => school.Urn, StringComparer.Ordinal)
            .Select(school => Count(feed.Header, school, roster, after))
            .Where(school => school.LeaveCount > 0 || named.Contains(school.School["schools/".Length..]));
    }

    static CoveredSchool Count(
        RosterHeader header, FeedSchool school, HubRoster roster, Dictionary<Guid, Participant> after)
    {
        var departments = roster.DepartmentsOf([school]);
        var people = roster.People.Values.Where(person => person.IsActive && IsThere(person)
            && person.Posts.Any(post => departments.Contains(post.DepartmentId) && IsOurs(person, post))).ToList();
        var leavers = people.Count(person => after.TryGetValue(person.Id, out var later) && !IsThere(later));
        return new()
        {
            School = school.Name,
            DisplayName = school.DisplayName,
            PeopleCount = people.Count,
            LeaveCount = leavers,
            Guarded = leavers >= FewestLeavers && leavers * 100 > header.GuardPercent * people.Count,
        };

        bool IsThere(Participant person) => person.Posts.Any(post =>
            departments.Contains(post.DepartmentId) && post.IsOpenAfter(header.EffectiveDate));

        bool IsOurs(Participant person, Post post) => roster.GivenTo(person.Id) is { Known: true } given
            ? given.Of(post) is not null
            : person.Source == header.Source;
    }
}
