using Mastery.Contracts;
using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary>A person in words.</summary>
static class PersonCard
{
    /// <summary>The posts that somebody has today or later.</summary>
    public static IEnumerable<Participant.Types.Post> Current(Participant person) => person.Posts.Where(post =>
        (IsoDate.ParseOrNull(post.EndDate) ?? DateOnly.MaxValue) >= England.Today);

    /// <summary>What somebody is in a post.</summary>
    public static string Post(Participant.Types.Post post) =>
        post.JobTitle.Length > 0 ? post.JobTitle : post.Responsibility.Plain();

    /// <summary>The cohort of a Mastery Specialist, and how far they are.</summary>
    public static string Specialist(Participant person) => person.Specialist is not { Cohort: > 0 } specialist ? ""
        : $"cohort {specialist.Cohort}, {specialist.Status.Plain()}";

    /// <summary>The text of a field, or that the API withholds it from this client.</summary>
    public static string Shown(Participant person, string field, string text) =>
        person.WithheldFields.Contains(field) ? "withheld" : text;

    /// <summary>All about a person, a line for each.</summary>
    public static List<string> Lines(Participant person, Names names)
    {
        List<string> lines =
        [
            person.State == Participant.Types.State.Erased
                ? "Erased, as the person asked; nothing about them is kept"
                : $"{Names.Called(person)}, {person.State.Plain()}{On(person.LeftDate)}",
        ];
        Add("legal name", Legal(person));
        Add("before", string.Join(
            "; ", person.PreviousNames.Select(name => $"{name.GivenName} {name.FamilyName}".Trim())));
        Add("e-mail", person.Email);
        Add("telephone", Shown(person, "phone", person.Phone));
        Add("TRN", Shown(person, "trn", person.Trn));
        Add("teaches since", England.Day(person.TeachingSinceDate));
        Add("specialist", person.Specialist is { Cohort: > 0 } specialist
            ? $"{Specialist(person)}, {specialist.Phase.Plain()}" : "");
        foreach (var post in person.Posts)
        {
            Add("post", $"{Post(post)} at {names.Of(post.Department)}{Days(post)}");
        }

        foreach (var id in person.ExternalIds)
        {
            Add("id", $"{id.Source}: {id.Value}");
        }

        Add("merged into", person.MergedInto);
        Add("name", person.Name);
        return lines;

        void Add(string label, string text)
        {
            if (text.Length > 0)
            {
                lines.Add($"  {label,-14} {text}");
            }
        }
    }

    static string Legal(Participant person)
    {
        var legal = $"{person.GivenName} {person.FamilyName}";
        return legal == Names.Called(person) || string.IsNullOrWhiteSpace(legal) ? "" : legal;
    }

    static string Days(Participant.Types.Post post) => (post.StartDate, post.EndDate) switch
    {
        ("", "") => "",
        ("", var end) => $", until {England.Day(end)}",
        (var start, "") => $", since {England.Day(start)}",
        var (start, end) => $", {England.Day(start)} to {England.Day(end)}",
    };

    static string On(string date) => date.Length > 0 ? $" on {England.Day(date)}" : "";
}
