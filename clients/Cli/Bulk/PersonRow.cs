using Mastery.Common.V1;
using Mastery.Participants.V1;
using Post = Mastery.Participants.V1.Participant.Types.Post;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist;

namespace Mastery.Cli.Bulk;

/// <summary>A row of a file of people: one person with at most one post. An empty cell says nothing.</summary>
sealed class PersonRow(SheetRow row)
{
    /// <summary>By what the person is known.</summary>
    public PersonKeys Keys { get; } = new(
        row.Text("name").StartsWith("hubs/", StringComparison.Ordinal) ? row.Text("name") : "", row.Text("email"),
        row.Digits("trn", 7), row.Text("external_source"), row.Text("external_id"));

    /// <summary>The person with what the row says.</summary>
    public Participant Apply(Participant before, HubPeople hub)
    {
        var person = before.Clone();
        Set(row.Text("given_name"), text => person.GivenName = text);
        Set(row.Text("family_name"), text => person.FamilyName = text);
        Set(row.Text("preferred_given_name"), text => person.PreferredGivenName = text);
        Set(row.Text("preferred_family_name"), text => person.PreferredFamilyName = text);
        Set(Keys.Email, text => person.Email = SameAddress(person.Email, text) ? person.Email : text);
        Set(row.Text("phone"), text => person.Phone = text);
        Set(Keys.Trn, text => person.Trn = text);
        Set(row.Day("teaching_since_date"), text => person.TeachingSinceDate = text);
        if (Keys.Id.Length > 0 && !person.ExternalIds.Any(id => id.Source == Keys.Source && id.Value == Keys.Id))
        {
            person.ExternalIds.Add(new Participant.Types.ExternalId { Source = Keys.Source, Value = Keys.Id });
        }

        ApplySpecialist(person);
        ApplyPost(person, hub);
        return person;
    }

    void ApplySpecialist(Participant person)
    {
        if (row.Text("specialist_cohort") is not { Length: > 0 } cohort)
        {
            return;
        }

        person.Specialist = new()
        {
            Cohort = int.TryParse(cohort, out var number) ? number
                : throw new RowRefusedException($"specialist_cohort is '{cohort}' and must be a number"),
            Phase = row.Word<Specialist.Types.Phase>("specialist_phase") ?? person.Specialist?.Phase
                ?? Specialist.Types.Phase.Secondary,
            Status = row.Word<Specialist.Types.Status>("specialist_status") ?? person.Specialist?.Status
                ?? throw new RowRefusedException("specialist_status is empty: in-training, trained or withdrawn?"),
        };
    }

    /// <summary>A post is the same one if it is at the same department and began on the same day; without a day in the
    /// row, it is the open one there.</summary>
    void ApplyPost(Participant person, HubPeople hub)
    {
        if (row.Digits("school", 6) is not { Length: > 0 } urn)
        {
            return;
        }

        var subject = row.Word<Subject>("subject") ?? Subject.Mathematics;
        var department = hub.Department(urn, subject) ?? throw new RowRefusedException(
            $"the hub has no department of {subject.ToString().ToLowerInvariant()} at the school {urn}: "
                + "mastery departments import makes it");
        var start = row.Day("post_start");
        var post = person.Posts.FirstOrDefault(post => post.Department == department.Name
            && (start.Length == 0 ? post.EndDate.Length == 0 : post.StartDate == start));
        if (post is null)
        {
            person.Posts.Add(post = new Post { Department = department.Name, StartDate = start });
        }

        Set(row.Text("job_title"), text => post.JobTitle = text);
        post.Responsibility = row.Word<Responsibility>("responsibility") ?? post.Responsibility;
        Set(row.Day("post_end"), text => post.EndDate = text);
    }

    static bool SameAddress(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    static void Set(string text, Action<string> set)
    {
        if (text.Length > 0)
        {
            set(text);
        }
    }
}
