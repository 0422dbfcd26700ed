using Mastery.Fakes.Resources;
using Mastery.Fakes.Serving;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Fakes.Rosters;

/// <summary>Says what would come of a feed in one hub.</summary>
sealed partial class HubPlanner
{
    readonly Feed _feed;
    readonly string _hub;
    readonly List<Participant> _people;
    readonly List<MatchReview> _reviews;
    readonly HashSet<string> _covered;
    readonly bool _firstSync;
    readonly HashSet<string> _matched;
    readonly HashSet<string> _protected;

    /// <param name="store">What is on record.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="firstSync">Whether the source had put nobody on record when it was planned; null when it is planned
    /// now.</param>
    public HubPlanner(ResourceStore store, Feed feed, string hub, bool? firstSync = null)
    {
        (_feed, _hub) = (feed, hub);
        _people = [.. store.All<Participant>().Where(person => Feed.Hub(person.Name) == hub)];
        _reviews = [.. store.All<MatchReview>().Where(review => Feed.Hub(review.Name) == hub
            && review.Source == feed.Header.Source && review.System == feed.Header.System)];
        _covered = [.. DepartmentsOf(feed.Covered.Select(school => school.Name))];
        _firstSync = firstSync ?? _people.TrueForAll(person => person.Source != feed.Header.Source);
        var found = feed.Persons.Select(person => (person.Fault, Matches: Matches(person))).ToList();
        List<string> certain = [.. found.Where(one => one is { Fault: null, Matches.Count: 1 })
            .Select(one => one.Matches[0].Name)];
        _matched = [.. certain];
        _protected = [.. found.SelectMany(one => one.Matches).Select(one => one.Name).Except(_matched)];
        if (_matched.Count < certain.Count)
        {
            throw FakeError.Unimplemented("two ids of one person in a feed");
        }
    }

    string Day => _feed.Day;

    public HubPlan Plan()
    {
        List<Planned> effects = [.. _feed.Persons.Select(Judge).OfType<Planned>()];
        if (_feed.IsFull)
        {
            effects.AddRange(_people.Where(person => person.State != State.Left && !_matched.Contains(person.Name)
                && !_protected.Contains(person.Name)).Select(Missing).OfType<Planned>());
        }

        foreach (var (index, planned) in effects.Index())
        {
            planned.Effect.Number = index + 1;
        }

        return new(_hub, _firstSync, effects, [.. Guard(effects)]);
    }

    /// <summary>Who a record is for certain: by id, Teacher Reference Number, or decision.</summary>
    List<Participant> Matches(FeedPerson person) => _people.FindAll(one =>
        one.ExternalIds.Any(id => IsIdOf(id, person))
        || (person.Trn.Length > 0 && one.Trn == person.Trn)
        || _reviews.Exists(review => review.SourceId == person.Record.Id && review.Participant == one.Name));

    bool IsIdOf(Participant.Types.ExternalId id, FeedPerson person) =>
        id.Source == _feed.IdSource && id.Value == person.Record.Id;

    Planned? Judge(FeedPerson person)
    {
        var found = Matches(person);
        var here = person.Posts.Any(post => _feed.HubsOf(post.School.Name).Contains(_hub));
        return (person.Fault, found) switch
        {
            ({ } fault, _) => here || found.Count > 0 ? Rejected(person, fault) : null,
            (_, { Count: > 1 }) => Rejected(person, ("id", "Its id and its number are of two people on record.")),
            (_, [var one]) => person.Trn.Length > 0 && one.Trn.Length > 0 && person.Trn != one.Trn
                && !person.IsNamedAs(one)
                    ? Rejected(person, ("trn", "The id is of somebody with another number and another name."))
                    : Present(person, one),
            _ => here && !person.Deleted ? Unknown(person) : null,
        };
    }

    Planned Present(FeedPerson person, Participant current)
    {
        var posts = Resolve(person, current);
        var merge = new PersonMerge(_feed, current, _firstSync);
        if (current.State == State.Left)
        {
            return Returning(person, current, [.. posts.Where(post => post.Post.IsOpenAfter(Day))], merge);
        }

        if (!person.Deleted)
        {
            merge.Take(person);
            merge.TakePosts(posts);
        }

        var ends = _feed.IsFull && !person.Deleted
            ? _covered
            : [.. DepartmentsOf(_feed.OfSource.Select(one => one.Name))];
        merge.EndPosts(ends, [.. posts.Where(post => post.Post.IsOpenAfter(Day)).Select(post => post.Department)]);
        if (merge.TryLeave(person.Deleted))
        {
            return Effect(Kind.Leave, person, current, merge.After);
        }

        if (person.Deleted)
        {
            merge.EndIds();
        }

        return Effect(Kind.Update, person, current, merge.After);
    }

    /// <summary>Whom a sync made leave comes back; of whom a person said so, only under a new id or with a later
    /// post.</summary>
    Planned Returning(FeedPerson person, Participant current,
        List<(string Department, StaffRecord.Types.Post Post)> open, PersonMerge merge)
    {
        var later = open.Exists(post => People.IsAfter(post.Post.StartDate, current.LeftDate));
        var still = current.ExternalIds.Any(id => IsIdOf(id, person) && id.EndDate.Length == 0);
        if (open.Count == 0 || (still && !later))
        {
            return Effect(Kind.Unchanged, person, current, current);
        }

        merge.Return();
        merge.Take(person);
        merge.TakePosts(open);
        return Effect(Kind.Restore, person, current, merge.After);
    }

    Planned? Unknown(FeedPerson person)
    {
        var posts = Resolve(person, null);
        var open = posts.Where(post => post.Post.IsOpenAfter(Day)).ToList();
        if (open.Count == 0)
        {
            return posts.Count == 0 && person.Posts.All(IsOfOtherHub)
                ? null
                : new(Described(Kind.Skipped, person, "", "No open post is in a department of the programme."));
        }

        var candidates = _people.FindAll(one => !_matched.Contains(one.Name) && IsCandidate(person, one));
        if (candidates.Count > 0 && !_reviews.Exists(review => review.SourceId == person.Record.Id
            && review.State == MatchReview.Types.State.NewPerson))
        {
            _protected.UnionWith(candidates.Select(one => one.Name));
            return new(Described(Kind.PotentialMatch, person, person.DisplayName,
                $"{person.DisplayName} may be on record already: decide whether it is the same person."))
            {
                Candidates = candidates,
            };
        }

        var blank = new Participant { Source = _feed.Header.Source, State = State.Active };
        var merge = new PersonMerge(_feed, blank, _firstSync);
        merge.Take(person);
        merge.TakePosts(open);
        return Effect(Kind.Create, person, blank, merge.After);
    }

    bool IsCandidate(FeedPerson person, Participant one) => person.IsNamedAs(one)
        && (person.Trn.Length == 0 || one.Trn.Length == 0 || person.Trn == one.Trn)
        && ((person.Email.Length > 0 && person.Email == one.Email)
            || DepartmentsOf(person.Posts.Select(post => post.School.Name))
                .Intersect(one.Posts.Select(post => post.Department)).Any());

    /// <summary>Somebody whom the feed does not have: their posts at its schools end.</summary>
    Planned? Missing(Participant current)
    {
        var merge = new PersonMerge(_feed, current, _firstSync);
        merge.EndPosts(_covered, []);
        return merge.After.Equals(current) ? null
            : Effect(merge.TryLeave(gone: false) ? Kind.Leave : Kind.Update, null, current, merge.After);
    }

    Planned Rejected(FeedPerson person, (string Field, string Reason) fault)
    {
        var effect = Described(Kind.Rejected, person, person.DisplayName.Trim(), fault.Reason);
        effect.Field = fault.Field;
        return new(effect);
    }

    IEnumerable<string> DepartmentsOf(IEnumerable<string> schools) => _feed.Departments
        .Where(department => Feed.Hub(department.Name) == _hub && schools.Contains(department.School))
        .Select(department => department.Name);
}
