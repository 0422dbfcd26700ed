using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Change = Mastery.Participants.V1.RosterSyncEffect.Types.FieldChange;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants;

/// <summary>Says what a sync does, for a data manager.</summary>
/// <param name="roster">What the hub has on record.</param>
/// <param name="schools">The schools of the feed.</param>
sealed class RosterWording(HubRoster roster, FeedSchools schools)
{
    readonly Dictionary<Guid, string> _departments = roster.Departments.ToDictionary(
        department => department.Id,
        department => $"{Wording.Of(department.Subject)} at {SchoolName(schools, department.School)}");

    /// <summary>The fields that differ.</summary>
    public IEnumerable<Change> Changes(Participant before, Participant after) =>
    [
        .. Text("given_name", before.GivenName, after.GivenName),
        .. Text("family_name", before.FamilyName, after.FamilyName),
        .. Text("preferred_given_name", before.PreferredGivenName, after.PreferredGivenName),
        .. Text("preferred_family_name", before.PreferredFamilyName, after.PreferredFamilyName),
        .. List("previous_names", before.PreviousNames, after.PreviousNames, Of),
        .. Text("email", before.Email, after.Email),
        .. before.Trn == after.Trn ? [] : new[] { new Change { Field = "trn" } },
        .. List("posts", before.Posts, after.Posts, Of),
        .. List("external_ids", before.ExternalIds, after.ExternalIds, Of),
        .. Text("left_date", IsoDate.Text(before.LeftDate), IsoDate.Text(after.LeftDate)),
    ];

    /// <summary>The effect as a sentence.</summary>
    public string Sentence(Kind kind, string name, Participant? after, IEnumerable<Change> changes, FeedPerson? person)
    {
        var notes = person is null ? "" : string.Concat(person.Notes.Select(note => $" {note}"));
        return kind switch
        {
            Kind.Create => $"{name} is put on record: {Posts(after!)}{FoundBy(person)}.{notes}",
            Kind.Restore => $"{name}, who had left, comes back: {Posts(after!)}.{notes}",
            Kind.Leave => $"{name} leaves; the last day is {EnglandTime.Words(after!.LeftDate!.Value)}. "
                + (person is null ? "The feed of the school does not have them any more."
                    : person.Deleted ? "The source says that they are gone."
                    : "The feed has them with no post in a department of the programme any more."),
            Kind.Update => $"{name}: {Wording.And(changes.Select(Part).Distinct())}.{FoundBy(person, ". ")}{notes}",
            _ => $"Nothing changes for {name}.{notes}",
        };
    }

    /// <summary>A post: "Teacher of maths, mathematics at Dale School, from 1 September 2024".</summary>
    public string Of(Post post)
    {
        var title = post.JobTitle.Length > 0 ? post.JobTitle
            : post.Responsibility is { } responsibility ? Wording.Of(responsibility) : "post";
        var held = post.JobTitle.Length > 0 && post.Responsibility is { } one ? $" ({Wording.Of(one)})" : "";
        return $"{title}{held}, {_departments.GetValueOrDefault(post.DepartmentId, "another department")}"
            + (post.StartDate is { } start ? $", from {EnglandTime.Words(start)}" : "")
            + (post.EndDate is { } end ? $", until {EnglandTime.Words(end)}" : "");
    }

    /// <summary>What people call a person.</summary>
    public static string NameOf(Participant person) =>
        (person.PreferredGivenName.Length > 0 ? person.PreferredGivenName : person.GivenName) + " "
        + (person.PreferredFamilyName.Length > 0 ? person.PreferredFamilyName : person.FamilyName);

    string Posts(Participant person) => Wording.And(person.Posts.Where(post => post.EndDate is null)
        .DefaultIfEmpty(person.Posts[^1]).Select(Of));

    static string Of(PreviousName name) => $"{name.GivenName} {name.FamilyName}".Trim()
        + (name.EndDate is { } end ? $" (until {EnglandTime.Words(end)})" : "");

    static string Of(ExternalId id) => $"{id.Source}: {id.Value}"
        + (id.EndDate is { } end ? $" (until {EnglandTime.Words(end)})" : "");

    static string FoundBy(FeedPerson? person, string before = " ")
    {
        List<string> numbers = person is null ? [] : [.. person.Posts.Where(post => post.FoundBy == "LAESTAB")
            .Select(post => post.School.DisplayName).Distinct()];
        return numbers.Count == 0 ? "" : $"{before.TrimStart('.')}({Wording.And(numbers)}: found by LAESTAB)".TrimEnd();
    }

    static string Part(Change change) => (change.Field, change.Before, change.After) switch
    {
        ("trn", _, _) => "the Teacher Reference Number is filled in",
        ("posts", "", var after) => $"new post: {after}",
        ("posts", var before, "") => $"the post {before} does not begin",
        ("posts", var before, var after) => $"the post {before} becomes {after}",
        ("external_ids", _, _) => "the id in the MIS",
        ("previous_names", _, var after) => $"previous name: {after}",
        (var field, "", var after) => $"the {field.Replace('_', ' ')} is {after}",
        (var field, var before, var after) => $"the {field.Replace('_', ' ')} {before} becomes {after}",
    };

    static IEnumerable<Change> Text(string field, string before, string after) => before == after
        ? []
        : [new Change { Field = field, Before = before, After = after }];

    static IEnumerable<Change> List<T>(
        string field, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> words)
    {
        List<T> gone = [.. before.Where(one => !after.Contains(one))];
        List<T> come = [.. after.Where(one => !before.Contains(one))];
        for (var index = 0; index < Math.Max(gone.Count, come.Count); index++)
        {
            yield return new()
            {
                Field = field,
                Before = index < gone.Count ? words(gone[index]) : "",
                After = index < come.Count ? words(come[index]) : "",
            };
        }
    }

    static string SchoolName(FeedSchools schools, string urn) => schools.OfSource.Append(schools.OfUrn(urn))
        .OfType<FeedSchool>().FirstOrDefault(school => school.Line.Contains(urn))?.DisplayName ?? "another school";
}
