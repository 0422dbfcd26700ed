using System.Globalization;
using System.Text;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A feed, read: its people, each with what is wrong with them.</summary>
public sealed class RosterFeed
{
    readonly FeedSchools _schools;

    RosterFeed(RosterHeader header, FeedSchools schools) => (Header, _schools) = (header, schools);

    public RosterHeader Header { get; }

    public FeedSchools Schools => _schools;

    public IReadOnlyList<FeedPerson> People { get; private set; } = [];

    public static async Task<RosterFeed> ReadAsync(
        DbSession db, RosterHeader header, IReadOnlyList<FeedRecord> records)
    {
        var numbers = records.SelectMany(record => record.Record.Posts).Select(post => post.SchoolNumber);
        var feed = new RosterFeed(header, await FeedSchools.ReadAsync(db, header, numbers));
        feed.People = [.. Together(records).SelectMany(feed.Read).OrderBy(person => person.Number)];
        return feed;
    }

    /// <summary>The schools that the feed covers: those that its records or its header name.</summary>
    public IEnumerable<FeedSchool> Covered => People.SelectMany(person => person.Posts).Select(post => post.School)
        .Concat(Header.Schools.Select(_schools.OfUrn).OfType<FeedSchool>().Where(school => school.OfSource))
        .DistinctBy(school => school.Urn);

    /// <summary>The records of each person: those with one id or one Teacher Reference Number.</summary>
    static List<List<FeedRecord>> Together(IReadOnlyList<FeedRecord> records)
    {
        Dictionary<string, List<FeedRecord>> byId = [], byTrn = [];
        List<List<FeedRecord>> people = [];
        foreach (var record in records)
        {
            var person = Known(byId, record.Record.Id) ?? Known(byTrn, record.Record.Trn);
            if (person is null)
            {
                people.Add(person = []);
            }

            person.Add(record);
            byId.TryAdd(record.Record.Id, person);
            byTrn.TryAdd(record.Record.Trn, person);
        }

        return people;

        static List<FeedRecord>? Known(Dictionary<string, List<FeedRecord>> known, string key) =>
            key.Length > 0 ? known.GetValueOrDefault(key) : null;
    }

    IEnumerable<FeedPerson> Read(List<FeedRecord> records)
    {
        var sound = records.Where(record => FaultOf(record.Record) is null).ToList();
        foreach (var record in records.Except(sound))
        {
            yield return new() { Records = [record], Fault = FaultOf(record.Record), Posts = Posts([record], []) };
        }

        if (sound.Count == 0)
        {
            yield break;
        }

        if (Contradiction(sound) is { } contradiction)
        {
            foreach (var record in sound)
            {
                yield return new() { Records = [record], Fault = contradiction, Posts = Posts([record], []) };
            }

            yield break;
        }

        yield return Person(sound);
    }

    FeedPerson Person(List<FeedRecord> records)
    {
        List<(string Field, string Reason)> faults = [];
        var posts = Posts(records, faults);
        return new()
        {
            Records = records,
            Posts = posts,
            Fault = posts.Count == 0 && faults.Count > 0 ? faults[0] : null,
            Notes = [.. faults.Select(fault => $"One of their posts is not used: {fault.Reason}").Distinct()],
        };
    }

    List<FeedPost> Posts(List<FeedRecord> records, List<(string, string)> faults)
    {
        List<FeedPost> posts = [];
        foreach (var record in records.Where(record => !record.Record.Deleted))
        {
            foreach (var (index, post) in record.Record.Posts.Index())
            {
                var (school, found) = School(post.SchoolNumber);
                if (school is null)
                {
                    faults.Add(($"posts[{index}].school_number", found));
                }
                else if (FeedPost.Day(post.EndDate) < FeedPost.Day(post.StartDate))
                {
                    faults.Add(($"posts[{index}].end_date", "The post ends before it begins: correct its dates."));
                }
                else
                {
                    posts.Add(FeedPost.Of(post, record.Record.Id, school, found));
                }
            }
        }

        return posts;
    }

    /// <summary>The school of a post and the number that it was found by, or null and why.</summary>
    (FeedSchool? School, string Found) School(string number)
    {
        if (number.Length == 0)
        {
            return Header.IsOfTrust
                ? (null, "The post does not say its school, and a trust has several: fill in its URN or LAESTAB.")
                : _schools.OfUrn(Header.SourceId) is { } own ? (own, "")
                : (null, "The directory does not have the school.");
        }

        var (school, how) = _schools.Find(number);
        return school switch
        {
            null => (null, how.Length == 0
                ? "The number of the school is no URN (six digits) and no LAESTAB (seven digits)."
                : $"The directory has no school with this {how}."),
            { OfSource: false } => (null, Header.IsOfTrust
                ? $"{school.DisplayName} is no school of the trust."
                : $"{school.DisplayName} is another school than the one of this feed."),
            _ => (school, how),
        };
    }

    static (string, string)? FaultOf(V1.StaffRecord record)
    {
        if (record.Deleted)
        {
            return record.Id.Length == 0 ? ("id", "The record has no id.") : null;
        }

        foreach (var (field, value) in new[]
        {
            ("id", record.Id), ("given_name", record.GivenName), ("family_name", record.FamilyName),
        })
        {
            if (value.Length == 0)
            {
                return (field, $"The record has no {field.Replace('_', ' ')}.");
            }
        }

        return MessageFaults.Of(record) is [var (path, description), ..]
            ? (path, $"The {Words(path[(path.LastIndexOf('.') + 1)..])} {description}.")
            : null;
    }

    static string Words(string field) => field switch
    {
        "trn" => "Teacher Reference Number",
        "email" => "e-mail address",
        _ => field.Replace('_', ' '),
    };

    static (string, string)? Contradiction(List<FeedRecord> records)
    {
        var present = records.Where(record => !record.Record.Deleted).Select(record => record.Record).ToList();
        var sameId = records.Select(record => record.Record.Id).Distinct().Count() == 1;
        if (present.Select(record => Folded(record.GivenName + record.FamilyName)).Distinct().Count() > 1)
        {
            return sameId
                ? ("id", "Two records have this id and different names: correct one of them.")
                : ("trn", "Two records have this Teacher Reference Number and different names: correct one of them.");
        }

        return present.Select(record => record.Trn).Where(trn => trn.Length > 0).Distinct().Count() > 1
            ? ("trn", "Two records of this person have different Teacher Reference Numbers: correct one of them.")
            : null;
    }

    /// <summary>Only the letters and digits of a name, without accents.</summary>
    static string Folded(string name) => string.Concat(name.Normalize(NormalizationForm.FormD)
        .Where(character => char.IsLetterOrDigit(character)
            && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
        .Select(char.ToLowerInvariant));
}
