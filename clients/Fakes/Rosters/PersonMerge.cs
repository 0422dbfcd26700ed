using Mastery.Participants.V1;

namespace Mastery.Fakes.Rosters;

/// <summary>A person on record as a feed makes them: of a person of its own source it changes everything that it has,
/// of others it fills what is missing.</summary>
sealed class PersonMerge
{
    readonly Feed _feed;
    readonly Participant _before;
    readonly bool _owned;
    readonly string _newStart;

    /// <param name="feed">The feed.</param>
    /// <param name="current">The person; one without a name for somebody new.</param>
    /// <param name="firstSync">Whether the source has put nobody on record in the hub.</param>
    public PersonMerge(Feed feed, Participant current, bool firstSync)
    {
        (_feed, _before, After) = (feed, current, current.Clone());
        _owned = current.Source == feed.Header.Source;
        _newStart = current.Name.Length == 0 && firstSync ? "" : feed.Day;
    }

    public Participant After { get; }

    string Day => _feed.Day;

    public void Take(FeedPerson person)
    {
        var (given, family) = (After.GivenName, After.FamilyName);
        After.GivenName = Taken(given, person.First(record => record.GivenName));
        After.FamilyName = Taken(family, person.First(record => record.FamilyName));
        After.PreferredGivenName = Taken(After.PreferredGivenName, person.First(record => record.PreferredGivenName));
        After.PreferredFamilyName =
            Taken(After.PreferredFamilyName, person.First(record => record.PreferredFamilyName));
        After.Email = Taken(After.Email, person.Email);
        After.Trn = Taken(After.Trn, person.Trn);
        TakePreviousNames(person.Records.SelectMany(record => record.PreviousNames));
        if (family.Length > 0 && family != After.FamilyName)
        {
            TakePreviousNames([new() { GivenName = given, FamilyName = family, EndDate = Day }]);
        }

        TakeId(person.Record.Id);
    }

    /// <summary>Takes over the posts, each in its department.</summary>
    public void TakePosts(IEnumerable<(string Department, StaffRecord.Types.Post Post)> posts)
    {
        HashSet<object> taken = new(ReferenceEqualityComparer.Instance);
        foreach (var (department, post) in posts)
        {
            var known = Known([.. After.Posts.Reverse()
                .Where(one => one.Department == department && !taken.Contains(one))], post);
            if (known is not null)
            {
                TakePost(known, post);
            }
            else if (post.IsOpenAfter(Day))
            {
                After.Posts.Add(known = New(department, post));
            }
            else
            {
                continue;
            }

            taken.Add(known);
        }
    }

    /// <summary>Ends the posts in some departments that the feed does not have.</summary>
    public void EndPosts(IReadOnlySet<string> departments, IReadOnlyCollection<string> kept)
    {
        foreach (var post in After.Posts.Where(post => _owned && post.IsOpenAfter(Day)
            && departments.Contains(post.Department) && !kept.Contains(post.Department)).ToList())
        {
            if (People.IsAfter(post.StartDate, Day))
            {
                After.Posts.Remove(post);
            }
            else
            {
                post.EndDate = Day;
            }
        }
    }

    /// <summary>Makes the person leave, if the source may say so and they hold no post any more.</summary>
    public bool TryLeave(bool gone)
    {
        if (!_owned || _before.Name.Length == 0 || After.Posts.Any(post => post.IsOpenAfter(Day))
            || !(gone || _before.Posts.Count > 0))
        {
            return false;
        }

        After.State = Participant.Types.State.Left;
        After.LeftDate = After.Posts.Select(post => post.EndDate)
            .Where(end => end.Length > 0 && !People.IsAfter(end, Day)).DefaultIfEmpty(Day).Max(StringComparer.Ordinal)!;
        EndIds();
        return true;
    }

    /// <summary>Brings back somebody who had left.</summary>
    public void Return() => (After.State, After.LeftDate) = (Participant.Types.State.Active, "");

    public void EndIds()
    {
        foreach (var id in After.ExternalIds.Where(id => id.EndDate.Length == 0 && IsOfBody(id)))
        {
            id.EndDate = Day;
        }
    }

    /// <summary>The post on record that a post of the feed is.</summary>
    Participant.Types.Post? Known(List<Participant.Types.Post> posts, StaffRecord.Types.Post feed) =>
        posts.Find(one => feed.StartDate.Length > 0 && one.StartDate == feed.StartDate)
            ?? posts.Find(one => one.IsOpenAfter(Day))
            ?? posts.Find(one => one.EndDate == feed.EndDate)
            ?? posts.Find(one => feed.IsOpenAfter(Day) && !People.IsAfter(feed.StartDate, one.EndDate)
                && (_owned || one.EndDate == _before.LeftDate));

    Participant.Types.Post New(string department, StaffRecord.Types.Post post) => new()
    {
        Department = department,
        JobTitle = post.JobTitle,
        Responsibility = post.Responsibility,
        StartDate = post.StartDate.Length > 0 ? post.StartDate : _newStart,
        EndDate = post.EndDate,
    };

    void TakePost(Participant.Types.Post known, StaffRecord.Types.Post feed)
    {
        known.JobTitle = Taken(known.JobTitle, feed.JobTitle);
        known.Responsibility = feed.Responsibility != default && (known.Responsibility == default || _owned)
            ? feed.Responsibility
            : known.Responsibility;
        if (!(known.EndDate.Length > 0 && People.IsAfter(feed.StartDate, known.EndDate)))
        {
            known.StartDate = Taken(known.StartDate, feed.StartDate);
        }

        if (_owned && !(feed.EndDate.Length > 0 && People.IsAfter(known.StartDate, feed.EndDate)))
        {
            known.EndDate = feed.EndDate;
        }
    }

    void TakePreviousNames(IEnumerable<Participant.Types.PreviousName> names)
    {
        foreach (var name in names.Where(name => !After.PreviousNames.Any(one => one.FamilyName == name.FamilyName
            && (one.GivenName == name.GivenName || one.GivenName.Length == 0 || name.GivenName.Length == 0))))
        {
            After.PreviousNames.Add(name.Clone());
        }
    }

    void TakeId(string value)
    {
        foreach (var id in After.ExternalIds.Where(id => id.EndDate.Length == 0 && IsOfBody(id)
            && (id.Source != _feed.IdSource || (_feed.IsFull && _feed.Persons.All(one => one.Record.Id != id.Value)))))
        {
            id.EndDate = Day;
        }

        var known = After.ExternalIds.LastOrDefault(id => id.Source == _feed.IdSource && id.Value == value
            && (id.EndDate.Length == 0 || id.EndDate == Day));
        if (known is not null)
        {
            known.EndDate = ""; // An id that ends and comes back on one day has not ended.
            return;
        }

        After.ExternalIds.Add(
            new Participant.Types.ExternalId { Source = _feed.IdSource, Value = value, StartDate = _newStart });
    }

    bool IsOfBody(Participant.Types.ExternalId id) =>
        id.Source.EndsWith($"/{_feed.Header.Source}", StringComparison.Ordinal);

    string Taken(string current, string value) =>
        value.Length > 0 && (current.Length == 0 || _owned) ? value : current;
}
