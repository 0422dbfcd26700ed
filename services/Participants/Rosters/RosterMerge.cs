using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>A person on record as a feed makes them: what the source gave before may change, what is missing is filled,
/// and everything else stays.</summary>
sealed partial class RosterMerge
{
    const int MostNames = 20;

    readonly RosterHeader _header;
    readonly Participant _before;
    readonly bool _owned;
    readonly bool _created;
    readonly bool _firstSync;
    Given _given;
    Participant _after;

    /// <param name="header">The feed.</param>
    /// <param name="current">The person; one without names for somebody new.</param>
    /// <param name="given">What the source has put into the record.</param>
    /// <param name="firstSync">Whether the source had put nobody on record in the hub.</param>
    public RosterMerge(RosterHeader header, Participant current, Given given, bool firstSync)
    {
        (_header, _before, _after, _given, _firstSync) = (header, current, current, given, firstSync);
        _owned = current.Source == header.Source;
        _created = current.Revision == 0;
    }

    /// <summary>The person as they become.</summary>
    public Participant After => _after;

    /// <summary>What the source has put into the record then.</summary>
    public Given Given => _given with { Known = true };

    DateOnly Day => _header.EffectiveDate;

    /// <summary>Takes over names, address and Teacher Reference Number.</summary>
    public void Take(FeedPerson person)
    {
        var family = _after.FamilyName;
        var given = _after.GivenName;
        Set("given_name", _after.GivenName, person.GivenName, value => _after with { GivenName = value });
        Set("family_name", _after.FamilyName, person.FamilyName, value => _after with { FamilyName = value });
        Set("preferred_given_name", _after.PreferredGivenName, person.PreferredGivenName,
            value => _after with { PreferredGivenName = value });
        Set("preferred_family_name", _after.PreferredFamilyName, person.PreferredFamilyName,
            value => _after with { PreferredFamilyName = value });
        Set("email", _after.Email, person.Email, value => _after with { Email = value });
        Set("trn", _after.Trn ?? "", person.Trn, value => _after with { Trn = value });
        TakePreviousNames(person, given, family);
    }

    /// <summary>Gives the person the ids of the feed's system. Those of another system of the same source end, and so
    /// do those of this one that the feed has no more of somebody whom it has under another.</summary>
    public void TakeIds(IReadOnlyCollection<string> ids, Func<string, bool> inFeed)
    {
        var known = _after.ExternalIds.Select(id => Ends(id, inFeed) ? End(id) : id).ToList();
        foreach (var id in ids.Where(id => !known.Exists(one => IsOpen(one, id))))
        {
            // An id that ends and comes back on one day has not ended.
            var today = known.FindLastIndex(one => IsOpen(one with { EndDate = null }, id) && one.EndDate == Day);
            if (today >= 0)
            {
                known[today] = known[today] with { EndDate = null };
                continue;
            }

            known.Add(new()
            {
                Source = _header.IdSource,
                Value = id,
                StartDate = _created && _firstSync ? null : Day,
            });
        }

        _after = _after with { ExternalIds = known };

        bool IsOpen(ExternalId one, string id) =>
            one.Source == _header.IdSource && one.Value == id && one.EndDate is null;
    }

    /// <summary>Ends the ids of this source, with the person's leaving.</summary>
    public void EndIds() => _after = _after with
    {
        ExternalIds = [.. _after.ExternalIds.Select(id =>
            id.EndDate is null && _header.IsOfBody(id.Source) ? End(id) : id)],
    };

    /// <summary>Whether the person holds no post any more, and the source may say that they left.</summary>
    /// <param name="gone">Whether the source says that the person is gone.</param>
    public bool MayLeave(bool gone) => _owned && _before.IsActive && !_created
        && !_after.Posts.Any(post => post.IsOpenAfter(Day)) && (gone || _before.Posts.Count > 0);

    /// <summary>The person leaves, on the last day of their posts.</summary>
    public void Leave()
    {
        var last = _after.Posts.Select(post => post.EndDate).OfType<DateOnly>().Where(day => day <= Day)
            .DefaultIfEmpty(Day).Max();
        _after = _after.Archive(last);
        _given = _given with { LeftBySource = true };
        EndIds();
    }

    /// <summary>The person comes back; posts are taken over afterwards.</summary>
    public void Return()
    {
        _after = _after with { State = State.Active, LeftDate = null };
        _given = _given with { LeftBySource = false };
    }

    /// <summary>Whether the source has put a post into the record.</summary>
    public bool IsOurs(Post post) => _given.Known ? _given.Of(post) is not null : _owned;

    void Set(string field, string current, string value, Func<string, Participant> with)
    {
        var ours = current.Length == 0 || (_given.Known ? _given.Of(field) == current : _owned);
        if (value.Length > 0 && value != current && ours)
        {
            _after = with(value);
            _given = _given.With(field, value);
        }
    }

    void TakePreviousNames(FeedPerson person, string given, string family)
    {
        List<PreviousName> names = [.. _after.PreviousNames];
        var renamed = family.Length > 0 && family != _after.FamilyName;
        foreach (var name in person.PreviousNames.Concat(renamed
            ? [new PreviousName { GivenName = given, FamilyName = family, EndDate = Day }] : []))
        {
            if (names.Count < MostNames && !names.Exists(one => one.FamilyName == name.FamilyName
                && (one.GivenName == name.GivenName || one.GivenName.Length == 0 || name.GivenName.Length == 0)))
            {
                names.Add(name);
            }
        }

        _after = _after with { PreviousNames = names };
    }

    bool Ends(ExternalId id, Func<string, bool> inFeed) => id.EndDate is null && _header.IsOfBody(id.Source)
        && (id.Source != _header.IdSource || (_header.IsFull && !inFeed(id.Value)));

    ExternalId End(ExternalId id) => id with { EndDate = id.StartDate > Day ? id.StartDate : Day };
}
