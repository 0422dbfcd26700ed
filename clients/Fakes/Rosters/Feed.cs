using Mastery.Common.V1;
using Mastery.Fakes.Resources;
using Mastery.Fakes.Serving;
using Mastery.Participants.V1;

namespace Mastery.Fakes.Rosters;

/// <summary>A post of a feed at a school that is added.</summary>
sealed record FeedPost(School School, Subject Subject, StaffRecord.Types.Post Post)
{
    /// <summary>Whether it names a subject that the programme has not.</summary>
    public bool IsOfOtherSubject =>
        Subject == default && Post.Subject.Length > 0 && Feed.Written(Post.JobTitle) == default;
}

/// <summary>The records of one id.</summary>
sealed record FeedPerson(
    int Number, IReadOnlyList<StaffRecord> Records, IReadOnlyList<FeedPost> Posts, (string Field, string Reason)? Fault)
{
    public StaffRecord Record => Records[0];

    public bool Deleted => Records.All(record => record.Deleted);

    public string Trn => First(record => record.Trn);

    public string Email => First(record => record.Email);

    public string DisplayName => People.Called(First(record => record.GivenName), First(record => record.FamilyName),
        First(record => record.PreferredGivenName), First(record => record.PreferredFamilyName));

    /// <summary>A field of the first record that has it.</summary>
    public string First(Func<StaffRecord, string> read) =>
        Records.Select(read).FirstOrDefault(value => value.Length > 0) ?? "";

    /// <summary>Whether somebody on record has the same name.</summary>
    public bool IsNamedAs(Participant one) => string.Equals(
        $"{First(record => record.GivenName)} {First(record => record.FamilyName)}",
        $"{one.GivenName} {one.FamilyName}", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A feed, read against the schools and departments that are added. Schools are found by URN.</summary>
sealed class Feed
{
    readonly ResourceStore _store;
    readonly List<School> _schools;

    public Feed(ResourceStore store, RosterSyncHeader header, string day, IEnumerable<StaffRecord> records)
    {
        (_store, Header, Day) = (store, header, day);
        Departments = [.. store.All<Department>()];
        _schools = [.. store.All<School>().Where(IsOfSource)];
        Persons = [.. records.Index().GroupBy(record => record.Item.Id.Length > 0 ? record.Item.Id : $"#{record.Index}")
            .Select(same => Read(same.First().Index + 1, [.. same.Select(record => record.Item)]))];
    }

    public RosterSyncHeader Header { get; }

    /// <summary>The day from which it holds.</summary>
    public string Day { get; }

    public IReadOnlyList<Department> Departments { get; }

    public IReadOnlyList<FeedPerson> Persons { get; }

    public string IdSource => $"{Header.System}/{Header.Source}";

    public bool IsFull => Header.Mode == RosterMode.Full;

    /// <summary>The hubs in which schools of the source have departments.</summary>
    public IReadOnlyList<string> Hubs =>
        [.. _schools.SelectMany(school => HubsOf(school.Name)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The schools that it covers: those that its records or its header name.</summary>
    public IEnumerable<School> Covered => Persons.SelectMany(person => person.Posts).Select(post => post.School)
        .Concat(_schools.Where(school => Header.Schools.Contains(school.Name))).DistinctBy(school => school.Name);

    public IEnumerable<School> OfSource => _schools;

    public IEnumerable<string> HubsOf(string school) => Departments
        .Where(department => department.School == school).Select(department => Hub(department.Name)).Distinct();

    public static string Hub(string name) => string.Join('/', name.Split('/').Take(2));

    bool IsOfSource(School school) => Header.Source == school.Name
        || (school.Trust is { Code.Length: > 0 } trust && Header.Source == $"trusts/{trust.Code}");

    FeedPerson Read(int number, IReadOnlyList<StaffRecord> records)
    {
        List<FeedPost> posts = [];
        List<(string, string)> faults = [];
        foreach (var (index, post) in records.Where(record => !record.Deleted)
            .SelectMany(record => record.Posts.Index()))
        {
            var school = SchoolOf(post.SchoolNumber, out var reason);
            if (school is null)
            {
                faults.Add(($"posts[{index}].school_number", reason));
            }
            else
            {
                posts.Add(new(school, SubjectOf(post), post));
            }
        }

        var fault = FaultOf(records);
        if (records.Count > 1 && (fault is not null || records.Where(record => !record.Deleted)
            .DistinctBy(record => (record.GivenName, record.FamilyName)).Count() > 1))
        {
            throw FakeError.Unimplemented("several records of one id that are not all of one name");
        }

        return new(number, records, posts,
            fault ?? (posts.Count == 0 && faults.Count > 0 ? faults[0] : null));
    }

    static (string, string)? FaultOf(IReadOnlyList<StaffRecord> records)
    {
        foreach (var record in records)
        {
            foreach (var (field, value) in new[]
            {
                ("id", record.Id), ("given_name", record.GivenName), ("family_name", record.FamilyName),
            })
            {
                if (value.Length == 0 && (field == "id" || !record.Deleted))
                {
                    return (field, $"The record has no {field.Replace('_', ' ')}.");
                }
            }
        }

        return null;
    }

    School? SchoolOf(string number, out string reason)
    {
        var name = number.Length > 0 ? $"schools/{number}" : Header.Source;
        reason = _store.Get<School>(name) is null
            ? $"The fake has no {name}: add it, and name schools by URN."
            : "It is no school of the source.";
        return _schools.FirstOrDefault(school => school.Name == name);
    }

    Subject SubjectOf(StaffRecord.Types.Post post) => post.Subject.Length > 0 ? Written(post.Subject)
        : Header.Subject != default ? Header.Subject : Written(post.JobTitle);

    internal static Subject Written(string text) =>
        text.Contains("math", StringComparison.OrdinalIgnoreCase) ? Subject.Mathematics
        : text.Contains("scien", StringComparison.OrdinalIgnoreCase) ? Subject.Science
        : default;
}
