using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using Review = Mastery.Participants.V1.MatchReview.Types.State;

namespace Mastery.Participants;

sealed partial class RosterPlanner
{
    const int MostCandidates = 10;

    /// <summary>The posts in departments of the hub, and why others come to nothing.</summary>
    (IReadOnlyList<RosterPost> Posts, IReadOnlyList<string> Reasons) Resolve(FeedPerson person, Participant? current)
    {
        List<RosterPost> posts = [];
        List<string> reasons = [];
        foreach (var post in person.Posts.Where(post => post.School.Hubs.Contains(_roster.Hub)))
        {
            var (department, reason) = Department(post, current);
            if (department is not null)
            {
                posts.Add(new()
                {
                    DepartmentId = department.Id,
                    Id = post.Id,
                    JobTitle = post.JobTitle,
                    Responsibility = post.Responsibility,
                    StartDate = post.StartDate,
                    EndDate = post.EndDate,
                });
            }
            else if (reason.Length > 0)
            {
                reasons.Add(reason);
            }
        }

        return (RosterPost.Distinct(posts, Day), [.. reasons.Distinct()]);
    }

    (Department? Department, string Reason) Department(FeedPost post, Participant? current)
    {
        var school = post.School;
        if (WrittenResponsibility.IsSupport(post.JobTitle))
        {
            return (null, $"Their post at {school.DisplayName} is not a teacher’s.");
        }

        if (post.SubjectOf(_header) is { } subject)
        {
            var department = _roster.Department(school, subject);
            return (department, department is not null || school.Owners.Any(owner => owner.Subject == subject) ? ""
                : $"{school.DisplayName} has no department of {Wording.Of(subject)} in the programme.");
        }

        var known = post.IsOfOtherSubject ? null : current?.Posts.Where(one => one.IsOpenAfter(Day))
            .Select(one => _roster.Departments.FirstOrDefault(department => department.Id == one.DepartmentId))
            .FirstOrDefault(department => department is not null && school.Line.Contains(department.School));
        return known is not null ? (known, "") : (null, post.SubjectText.Length > 0
            ? $"Their subject at {school.DisplayName} is none of the programme, which is for mathematics and science."
            : $"Their post at {school.DisplayName} does not say its subject. If it is mathematics or science, fill in "
                + "the department or the job title; for a list of one department, say the subject with the list.");
    }

    /// <summary>Those on record who may be the person: the name is the same, and the school or the e-mail address too.
    /// Who is in the feed for certain is nobody else.</summary>
    List<(Participant, string)> Candidates(FeedPerson person)
    {
        var hits = _roster.Hits[person.Number].ToLookup(hit => hit.How, hit => hit.Id);
        return
        [
            .. hits["NAME"].Distinct().Where(id => !_matched.Contains(id)).Select(_roster.People.GetValueOrDefault)
                .OfType<Participant>().Where(one => one.Trn is null || person.Trn.Length == 0 || one.Trn == person.Trn)
                .Select(one => (one, Why(person, one, hits["EMAIL"].Contains(one.Id))))
                .Where(candidate => candidate.Item2.Length > 0).OrderBy(candidate => candidate.one.Id)
                .Take(MostCandidates),
        ];
    }

    string Why(FeedPerson person, Participant one, bool sameEmail)
    {
        var school = person.Posts.Select(post => post.School)
            .FirstOrDefault(school => one.Posts.Any(post => _roster.IsAt(post.DepartmentId, school)));
        var name = RosterWording.NameOf(one);
        return (school, sameEmail) switch
        {
            (null, false) => "",
            (null, true) => $"{name} is on record with the same name and e-mail address.",
            ({ } at, true) => $"{name} is on record at {at.DisplayName} with the same name and e-mail address.",
            ({ } at, false) => $"{name} is on record at {at.DisplayName} with the same name.",
        };
    }

    /// <summary>What stands in the way of putting somebody on record: they, or somebody of their name, asked to be
    /// erased, or they may be on record already. That a record is of somebody new holds against a name, never against
    /// an id or a Teacher Reference Number.</summary>
    PlannedEffect? Unasked(FeedPerson person)
    {
        var erased = _roster.Erased.TryGetValue(person.Number, out var certain);
        if (certain)
        {
            return Erased(person, "The person asked to be erased, so the record is left out and nothing is kept of "
                + "it. Take them out of the list. If they take part again, put them on record by hand, with their "
                + "Teacher Reference Number: from then on syncs keep them up to date.");
        }

        if (person.Ids.Any(id => _roster.Reviews.GetValueOrDefault(id)?.State == Review.NewPerson))
        {
            return null;
        }

        return Candidates(person) is { Count: > 0 } candidates ? Potential(person, candidates, erased)
            : erased ? Erased(person, "Somebody of this name, with the same school or e-mail address, asked to be "
                + "erased, so the record is left out and nothing is kept of it. If it is them, take them out of the "
                + "list. If it is somebody else, or they take part again, put them on record by hand: the next sync "
                + "asks whether the record is of them.")
            : null;
    }

    /// <summary>Of somebody who is erased not even the id in the source is kept: the number says which record it
    /// is.</summary>
    PlannedEffect Erased(FeedPerson person, string reason)
    {
        var skipped = Skipped(person, $"Record {person.Number} of the list: {reason}");
        skipped.Effect.SourceIds.Clear();
        return skipped;
    }

    PlannedEffect Potential(FeedPerson person, List<(Participant Person, string Why)> candidates, bool erased)
    {
        _protected.UnionWith(candidates.Select(candidate => candidate.Person.Id));
        var effect = Described(Kind.PotentialMatch, person);
        effect.Explanation = $"{person.DisplayName} may be on record already: "
            + $"{string.Join(' ', candidates.Select(candidate => candidate.Why))} Decide whether it is the same "
            + "person; until then the record is left out."
            + (erased ? " Somebody of this name asked to be erased: if it is them, take them out of the list." : "");
        return new() { Effect = effect, Person = person, Candidates = candidates };
    }

    PlannedEffect Rejected(FeedPerson person, (string Field, string Reason) fault)
    {
        _protected.UnionWith(_matches[person.Number]);
        var effect = Described(Kind.Rejected, person);
        (effect.Field, effect.Explanation) = fault;
        return new() { Effect = effect, Person = person };
    }

    /// <summary>Of whom nothing comes, nothing is kept but where the record is, and why.</summary>
    PlannedEffect Skipped(FeedPerson person, string reason)
    {
        var effect = Described(Kind.Skipped, person);
        (effect.DisplayName, effect.Explanation) = ("", reason);
        return new() { Effect = effect, Person = person };
    }

    PlannedEffect Effect(Kind kind, FeedPerson? person, Participant current, RosterMerge? merge)
    {
        var after = merge?.After ?? current;
        List<V1.RosterSyncEffect.Types.FieldChange> changes = [.. _wording.Changes(current, after)];
        kind = kind == Kind.Update && changes.Count == 0 ? Kind.Unchanged : kind;
        var effect = Described(kind, person);
        effect.Participant = kind == Kind.Create ? "" : current.Name;
        effect.DisplayName = RosterWording.NameOf(after);
        effect.Changes.AddRange(changes);
        effect.Explanation = _wording.Sentence(kind, effect.DisplayName, after, changes, person);
        effect.Schools.Clear();
        effect.Schools.AddRange(Schools(current, after, person));
        return new() { Effect = effect, Person = person, Before = current, After = after, Given = merge?.Given };
    }

    /// <summary>The schools of the record and of the posts that change: a token for one of them sees the effect only if
    /// it is for all.</summary>
    IEnumerable<string> Schools(Participant current, Participant after, FeedPerson? person)
    {
        var changed = current.Posts.Except(after.Posts).Concat(after.Posts.Except(current.Posts))
            .Select(post => post.DepartmentId).ToHashSet();
        var named = changed.Count > 0 ? changed : [.. current.Posts.Select(post => post.DepartmentId)];
        return (person?.Posts ?? []).Where(post => post.School.Hubs.Contains(_roster.Hub))
            .Select(post => post.School.Urn)
            .Concat(_roster.Departments.Where(department => named.Contains(department.Id))
                .Select(department => department.School))
            .Distinct().Order(StringComparer.Ordinal).Select(School.NameOf);
    }

    V1.RosterSyncEffect Described(Kind kind, FeedPerson? person)
    {
        var effect = new V1.RosterSyncEffect
        {
            Hub = $"hubs/{_roster.Hub}",
            Kind = kind,
            DisplayName = person?.DisplayName ?? "",
        };
        if (person is not null)
        {
            effect.SourceIds.AddRange(person.Ids);
            effect.Origins.AddRange(person.Records.Select(record => record.Record.Origin ?? new() { Line = 0 }));
            effect.Schools.AddRange(person.Posts.Where(post => post.School.Hubs.Contains(_roster.Hub))
                .Select(post => post.School.Name).Distinct().Order(StringComparer.Ordinal));
        }

        return effect;
    }
}
