using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>Says what would come of a feed in one hub, by what is on record there. It needs nothing but what was read.
/// </summary>
sealed partial class RosterPlanner
{
    readonly RosterHeader _header;
    readonly HubRoster _roster;
    readonly RosterWording _wording;
    readonly IReadOnlyList<FeedPerson> _people;
    readonly HashSet<Guid> _covered;
    readonly Dictionary<int, List<Guid>> _matches = [];
    readonly HashSet<Guid> _matched = [];
    readonly HashSet<Guid> _protected = [];
    readonly HashSet<string> _ids;

    /// <param name="feed">The feed.</param>
    /// <param name="people">The people of the feed that may be of the hub.</param>
    /// <param name="covered">The schools that the feed covers.</param>
    /// <param name="roster">What the hub has on record.</param>
    public RosterPlanner(
        RosterFeed feed, IReadOnlyList<FeedPerson> people, IEnumerable<FeedSchool> covered, HubRoster roster)
    {
        (_header, _roster) = (feed.Header, roster);
        _wording = new(roster, feed.Schools);
        _covered = roster.DepartmentsOf(covered);
        _ids = [.. people.SelectMany(person => person.Ids)];
        _people = Match(people);
    }

    DateOnly Day => _header.EffectiveDate;

    /// <summary>The effects, in the order of the feed; those of people who are not in it at the end.</summary>
    public IReadOnlyList<PlannedEffect> Plan()
    {
        List<PlannedEffect> effects = [.. _people.Select(Judge).OfType<PlannedEffect>()];
        if (_header.IsFull)
        {
            effects.AddRange(_roster.People.Values.Where(person => !_matched.Contains(person.Id)
                && !_protected.Contains(person.Id)).Select(Missing).OfType<PlannedEffect>());
        }

        foreach (var (index, effect) in effects.Index())
        {
            effect.Effect.Number = index + 1;
        }

        return effects;
    }

    /// <summary>Finds who is who for certain. People of the feed who are the same one on record become one.</summary>
    List<FeedPerson> Match(IReadOnlyList<FeedPerson> people)
    {
        List<FeedPerson> all = [];
        Dictionary<Guid, int> places = [];
        foreach (var person in people)
        {
            List<Guid> found = [.. Certain(person).Where(_roster.People.ContainsKey).Distinct()];
            if (person.Fault is null && found is [var one] && places.TryGetValue(one, out var place))
            {
                all[place] = Joined(all[place], person);
                continue;
            }

            if (person.Fault is null && found is [var first])
            {
                places[first] = all.Count;
                _matched.Add(first);
            }
            else
            {
                _protected.UnionWith(found);
            }

            _matches[person.Number] = found;
            all.Add(person);
        }

        return all;
    }

    static FeedPerson Joined(FeedPerson one, FeedPerson other) => one with
    {
        Records = [.. one.Records, .. other.Records],
        Posts = [.. one.Posts, .. other.Posts],
        Notes = [.. one.Notes.Concat(other.Notes).Distinct()],
    };

    IEnumerable<Guid> Certain(FeedPerson person) => _roster.Hits[person.Number]
        .Where(hit => hit.How is "ID" or "TRN").Select(hit => hit.Id)
        .Concat(person.Ids.Select(_roster.Reviews.GetValueOrDefault)
            .Select(review => review?.ParticipantId).OfType<Guid>());

    PlannedEffect? Judge(FeedPerson person)
    {
        var found = _matches[person.Number];
        var here = person.Posts.Any(post => post.School.Hubs.Contains(_roster.Hub));
        return (person.Fault, found) switch
        {
            ({ } fault, _) => here || found.Count > 0 ? Rejected(person, fault) : null,
            (_, { Count: > 1 }) => Rejected(person, ("id",
                "Its id and its Teacher Reference Number are of two people on record: merge these first.")),
            _ when person.Trn.Length > 0 && _roster.HiddenTrns.Contains(person.Trn) => here || found.Count > 0
                ? Rejected(person, ("trn", "The Teacher Reference Number is in use in the hub already: ask the hub."))
                : null,
            (_, [var id]) => Known(person, _roster.People[id]),
            _ => here ? Unknown(person) : null,
        };
    }

    PlannedEffect Known(FeedPerson person, Participant current)
    {
        var given = _roster.GivenTo(current.Id);
        if (person.Trn.Length > 0 && current.Trn is { } trn && trn != person.Trn
            && !_roster.Hits[person.Number].Any(hit => hit.How == "NAME" && hit.Id == current.Id))
        {
            return Rejected(person, ("trn", $"{RosterWording.NameOf(current)} is on record under this id, with "
                + "another Teacher Reference Number and another name: correct the one or the other."));
        }

        var (posts, reasons) = Resolve(person, current);
        var merge = new RosterMerge(_header, current, given, _roster.FirstSync);
        return current.State == State.Left
            ? Returning(person, current, given, posts, merge)
            : Present(person, current, posts, reasons, merge);
    }

    PlannedEffect Present(FeedPerson person, Participant current, IReadOnlyList<RosterPost> posts,
        IReadOnlyList<string> reasons, RosterMerge merge)
    {
        if (!person.Deleted)
        {
            merge.Take(person);
            merge.TakeIds([.. person.Ids], _ids.Contains);
        }

        merge.TakePosts(posts);
        HashSet<string> ids = [.. person.Ids];
        merge.EndPosts(posts, (department, id) => _header.IsFull && !person.Deleted
            ? _covered.Contains(department)
            : id.Length == 0 ? person.Deleted : ids.Contains(id));
        if (!_roster.PartlyHidden.Contains(current.Id) && merge.MayLeave(person.Deleted)
            && (person.Deleted || HadPosts(current, merge)))
        {
            merge.Leave();
            return Effect(Kind.Leave, person, current, merge);
        }

        if (person.Deleted)
        {
            merge.EndIds();
        }

        return Effect(Kind.Update, reasons.Count == 0 ? person
            : person with { Notes = [.. person.Notes, .. reasons] }, current, merge);
    }

    static bool HadPosts(Participant current, RosterMerge merge) => current.Posts.Any(merge.IsOurs);

    PlannedEffect Returning(FeedPerson person, Participant current, Given given, IReadOnlyList<RosterPost> posts,
        RosterMerge merge)
    {
        var open = posts.Where(post => post.IsOpenAfter(Day)).ToList();
        var isNew = !current.ExternalIds.Any(id => id.Source == _header.IdSource && person.Ids.Contains(id.Value));
        var later = open.Exists(post => post.StartDate > current.LeftDate);
        if (open.Count == 0 || !(given is { Known: true, LeftBySource: true } || isNew || later))
        {
            return Effect(Kind.Unchanged, open.Count == 0 ? person : person with
            {
                Notes = [.. person.Notes, "They are on record as having left, which a person said: "
                    + "bring them back with RestoreParticipant if they work there."],
            }, current, null);
        }

        merge.Return();
        merge.Take(person);
        merge.TakeIds([.. person.Ids], _ids.Contains);
        merge.TakePosts(open);
        return Effect(Kind.Restore, person, current, merge);
    }

    PlannedEffect? Unknown(FeedPerson person)
    {
        if (person.Deleted)
        {
            return null;
        }

        var (posts, reasons) = Resolve(person, null);
        var open = posts.Where(post => post.IsOpenAfter(Day)).ToList();
        if (open.Count == 0)
        {
            return reasons.Count == 0 && posts.Count == 0 ? null
                : Skipped(person, reasons is [var reason, ..] ? reason : "Their posts have ended.");
        }

        return Unasked(person) ?? Created(person, open, reasons);
    }

    PlannedEffect Created(FeedPerson person, IReadOnlyList<RosterPost> open, IReadOnlyList<string> reasons)
    {
        var merge = new RosterMerge(_header, Blank(), new() { ParticipantId = Guid.Empty }, _roster.FirstSync);
        merge.Take(person);
        merge.TakeIds([.. person.Ids], _ids.Contains);
        merge.TakePosts(open);
        return Effect(Kind.Create, reasons.Count == 0 ? person
            : person with { Notes = [.. person.Notes, .. reasons] }, Blank(), merge);
    }

    Participant Blank() => new()
    {
        HubId = _roster.Hub,
        Id = Guid.Empty,
        GivenName = "",
        FamilyName = "",
        Source = _header.Source,
    };

    /// <summary>Somebody whom the feed does not have: their posts at its schools end.</summary>
    PlannedEffect? Missing(Participant current)
    {
        if (!current.IsActive)
        {
            return null;
        }

        var merge = new RosterMerge(_header, current, _roster.GivenTo(current.Id), _roster.FirstSync);
        merge.EndPosts([], (department, _) => _covered.Contains(department));
        if (ReferenceEquals(merge.After, current))
        {
            return null;
        }

        if (merge.MayLeave(gone: false) && !_roster.PartlyHidden.Contains(current.Id))
        {
            merge.Leave();
            return Effect(Kind.Leave, null, current, merge);
        }

        return Effect(Kind.Update, null, current, merge);
    }
}
