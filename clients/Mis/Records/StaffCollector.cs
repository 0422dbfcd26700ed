using Mastery.Mis.Tables;
using Mastery.Participants.V1;

namespace Mastery.Mis.Records;

/// <summary>Puts together what several rows say about one person.</summary>
sealed class StaffCollector(SourceReport report)
{
    const int LongestId = 200;
    const int MostPosts = 50;

    readonly OrderedDictionary<string, StaffDraft> _people = new(StringComparer.Ordinal);

    /// <summary>Adds what a row says.</summary>
    public void Add(StaffDraft draft)
    {
        if (IsUsable(draft) && !_people.TryAdd(draft.Record.Id, draft))
        {
            Join(_people[draft.Record.Id], draft);
        }
    }

    /// <summary>Everybody, in the order of the source.</summary>
    public IEnumerable<StaffRead> People() => _people.Values.Select(draft => new StaffRead(Tidy(draft)));

    bool IsUsable(StaffDraft draft)
    {
        var (record, place) = (draft.Record, draft.Place);
        if (record.Id.Length is 0 or > LongestId)
        {
            report.Add(place.Loss(record.Id.Length == 0 ? "the person has no id and is left out"
                : $"the id is longer than {LongestId} characters; the person is left out"));
            return false;
        }

        return record.Deleted || IsPerson(record, place with { Column = "" });
    }

    bool IsPerson(StaffRecord record, SourceCell place)
    {
        if (PersonName.IsOfAnAccount(record.GivenName, record.FamilyName))
        {
            report.Drop("shared accounts and posts without a person");
            report.Add(place.Problem(
                "the name is that of an account or an empty post, not of a person; the row is left out"));
            return false;
        }

        var missing = record.FamilyName.Length == 0 ? "family" : record.GivenName.Length == 0 ? "given" : "";
        if (missing.Length > 0)
        {
            report.Add(place.Loss($"the person has no {missing} name and is left out"));
        }

        return missing.Length == 0;
    }

    void Join(StaffDraft first, StaffDraft more)
    {
        var (known, other) = (first.Record, more.Record);
        if (known.Deleted != other.Deleted)
        {
            // A row that is still active outweighs one that was deleted: at one of two schools, for example.
            if (known.Deleted)
            {
                _people[known.Id] = more;
            }

            return;
        }

        if (Another(known, other) is { } why)
        {
            report.Add(more.Place.Loss(why));
            return;
        }

        known.Email = known.Email.Length > 0 ? known.Email : other.Email;
        known.Trn = known.Trn.Length > 0 ? known.Trn : other.Trn;
        known.PreviousNames.Add(other.PreviousNames.Where(name => !known.PreviousNames.Contains(name)));
        known.Posts.Add(other.Posts);
    }

    /// <summary>Why a row with the same id may be of somebody else; null where it is not.</summary>
    static string? Another(StaffRecord known, StaffRecord other) =>
        !Same(known.FamilyName, other.FamilyName) && !Same(known.GivenName, other.GivenName)
            ? "the id is already that of somebody with another name; this row is left out"
            : DerivedId.IsOnlyName(known.Id) && known.Email.Length > 0 && other.Email.Length > 0
                && !Same(known.Email, other.Email)
            ? "another row has the same name and another e-mail address; without ids or Teacher Reference Numbers they "
                + "cannot be told apart, so this row is left out"
            : null;

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    StaffRecord Tidy(StaffDraft draft)
    {
        var posts = draft.Record.Posts.Distinct().ToList();
        // A post that says no subject is the same as one at that school that does.
        posts.RemoveAll(post => post.Subject.Length == 0 && posts.Any(other => other.Subject.Length > 0
            && other.SchoolNumber == post.SchoolNumber && Covers(other, post)));
        if (posts.Count > MostPosts)
        {
            report.Add(draft.Place.Problem($"the person has {posts.Count} posts; the first {MostPosts} are taken"));
        }

        draft.Record.Posts.Clear();
        draft.Record.Posts.Add(posts.Take(MostPosts));
        return draft.Record;
    }

    static bool Covers(StaffRecord.Types.Post more, StaffRecord.Types.Post less) =>
        (less.JobTitle.Length == 0 || less.JobTitle == more.JobTitle)
            && (less.StartDate.Length == 0 || less.StartDate == more.StartDate)
            && (less.EndDate.Length == 0 || less.EndDate == more.EndDate)
            && (less.Responsibility == default || less.Responsibility == more.Responsibility);
}
