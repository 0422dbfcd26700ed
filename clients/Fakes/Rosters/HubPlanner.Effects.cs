using Mastery.Participants.V1;
using CoveredSchool = Mastery.Participants.V1.RosterSync.Types.CoveredSchool;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Fakes.Rosters;

sealed partial class HubPlanner
{
    const int FewestLeavers = 3;
    const int DefaultGuard = 20;

    /// <summary>The posts in departments of the hub, each once.</summary>
    List<(string Department, StaffRecord.Types.Post Post)> Resolve(FeedPerson person, Participant? current) =>
    [
        .. person.Posts.Select(post => (Department: DepartmentOf(post, current), post.Post))
            .Where(post => post.Department is not null)
            .GroupBy(post => (post.Department, post.Post.IsOpenAfter(Day) ? "" : post.Post.EndDate))
            .Select(same => same.OrderByDescending(post => post.Post.Responsibility)
                .ThenBy(post => post.Post.StartDate, StringComparer.Ordinal).First())
            .Select(post => (post.Department!, post.Post)),
    ];

    /// <summary>The department of a post; of one that says no subject, that in which the person is already.</summary>
    string? DepartmentOf(FeedPost post, Participant? current)
    {
        var there = _feed.Departments.Where(department =>
            Feed.Hub(department.Name) == _hub && department.School == post.School.Name).ToList();
        return post.Subject != default ? there.Find(one => one.Subject == post.Subject)?.Name
            : post.IsOfOtherSubject ? null
            : current?.Posts.Where(one => one.IsOpenAfter(Day)).Select(one => one.Department)
                .FirstOrDefault(name => there.Exists(one => one.Name == name));
    }

    bool IsOfOtherHub(FeedPost post) => !_feed.HubsOf(post.School.Name).Contains(_hub) || _feed.Departments.Any(
        department => department.School == post.School.Name && department.Subject == post.Subject);

    Planned Effect(Kind kind, FeedPerson? person, Participant before, Participant after)
    {
        var changes = People.Changes(before, after).ToList();
        kind = kind == Kind.Update && changes.Count == 0 ? Kind.Unchanged : kind;
        var name = People.Called(after);
        var effect = Described(kind, person, name, kind switch
        {
            Kind.Create => $"{name} is put on record.",
            Kind.Restore => $"{name}, who had left, comes back.",
            Kind.Leave => $"{name} leaves; the last day is {after.LeftDate}.",
            Kind.Update => $"{name}: {string.Join(", ", changes.Select(change => change.Field).Distinct())}.",
            _ => $"Nothing changes for {name}.",
        });
        effect.Participant = before.Name;
        effect.Changes.AddRange(changes);
        var changed = before.Posts.Except(after.Posts).Concat(after.Posts.Except(before.Posts)).ToList();
        var departments = (changed.Count > 0 ? changed : [.. before.Posts]).Select(post => post.Department).ToHashSet();
        AddSchools(effect, _feed.Departments.Where(department => departments.Contains(department.Name))
            .Select(department => department.School));
        return new(effect, after);
    }

    RosterSyncEffect Described(Kind kind, FeedPerson? person, string name, string explanation)
    {
        var effect = new RosterSyncEffect { Hub = _hub, Kind = kind, DisplayName = name, Explanation = explanation };
        if (person is not null)
        {
            effect.SourceIds.AddRange(person.Record.Id.Length > 0 ? [person.Record.Id] : []);
            effect.Origins.AddRange(person.Records.Select(record => record.Origin ?? new()));
            AddSchools(effect, person.Posts.Select(post => post.School.Name)
                .Where(school => _feed.HubsOf(school).Contains(_hub)));
        }

        return effect;
    }

    static void AddSchools(RosterSyncEffect effect, IEnumerable<string> schools)
    {
        List<string> all = [.. effect.Schools.Concat(schools).Distinct().Order(StringComparer.Ordinal)];
        effect.Schools.Clear();
        effect.Schools.AddRange(all);
    }

    IEnumerable<CoveredSchool> Guard(List<Planned> effects)
    {
        var after = effects.Where(planned => planned.After is not null && planned.Effect.Participant.Length > 0)
            .ToDictionary(planned => planned.Effect.Participant, planned => planned.After!);
        var percent = _feed.Header.HasGuardPercent ? _feed.Header.GuardPercent : DefaultGuard;
        foreach (var school in _feed.OfSource.Where(school => _feed.HubsOf(school.Name).Contains(_hub))
            .OrderBy(school => school.Name, StringComparer.Ordinal))
        {
            HashSet<string> departments = [.. DepartmentsOf([school.Name])];
            var people = _people.FindAll(
                one => one.State != State.Left && one.Source == _feed.Header.Source && IsThere(one));
            var leavers = people.Count(one => after.TryGetValue(one.Name, out var later) && !IsThere(later));
            if (leavers > 0 || _feed.Covered.Any(covered => covered.Name == school.Name))
            {
                yield return new()
                {
                    School = school.Name,
                    DisplayName = school.DisplayName,
                    PeopleCount = people.Count,
                    LeaveCount = leavers,
                    Guarded = leavers >= FewestLeavers && leavers * 100 > percent * people.Count,
                };
            }

            bool IsThere(Participant one) =>
                one.Posts.Any(post => departments.Contains(post.Department) && post.IsOpenAfter(Day));
        }
    }
}
