using Mastery.Participants.V1;

namespace Mastery.Fakes.Rosters;

/// <summary>What is said of people and their posts.</summary>
static class People
{
    public static string Called(Participant person) => Called(
        person.GivenName, person.FamilyName, person.PreferredGivenName, person.PreferredFamilyName);

    public static string Called(string given, string family, string preferredGiven, string preferredFamily) =>
        $"{(preferredGiven.Length > 0 ? preferredGiven : given)} "
            + (preferredFamily.Length > 0 ? preferredFamily : family);

    /// <summary>Whether a post is held after a day; days are ISO text, which sorts as days do.</summary>
    public static bool IsOpenAfter(this Participant.Types.Post post, string day) =>
        post.EndDate.Length == 0 || IsAfter(post.EndDate, day);

    public static bool IsOpenAfter(this StaffRecord.Types.Post post, string day) =>
        post.EndDate.Length == 0 || IsAfter(post.EndDate, day);

    public static bool IsAfter(string day, string other) => string.CompareOrdinal(day, other) > 0;

    /// <summary>The fields that differ.</summary>
    public static IEnumerable<RosterSyncEffect.Types.FieldChange> Changes(Participant before, Participant after) =>
    [
        .. Text("given_name", before.GivenName, after.GivenName),
        .. Text("family_name", before.FamilyName, after.FamilyName),
        .. Text("preferred_given_name", before.PreferredGivenName, after.PreferredGivenName),
        .. Text("preferred_family_name", before.PreferredFamilyName, after.PreferredFamilyName),
        .. List("previous_names", before.PreviousNames, after.PreviousNames, name =>
            $"{name.GivenName} {name.FamilyName}{Dates("", name.EndDate)}"),
        .. Text("email", before.Email, after.Email),
        .. before.Trn == after.Trn ? [] : new[] { Change("trn", "", "") },
        .. List("posts", before.Posts, after.Posts, post =>
            $"{post.JobTitle}, {post.Department}{Dates(post.StartDate, post.EndDate)}"),
        .. List("external_ids", before.ExternalIds, after.ExternalIds, id =>
            $"{id.Source}: {id.Value}{Dates("", id.EndDate)}"),
        .. Text("left_date", before.LeftDate, after.LeftDate),
    ];

    static RosterSyncEffect.Types.FieldChange Change(string field, string before, string after) =>
        new() { Field = field, Before = before, After = after };

    static IEnumerable<RosterSyncEffect.Types.FieldChange> Text(string field, string before, string after) =>
        before == after ? [] : [Change(field, before, after)];

    static IEnumerable<RosterSyncEffect.Types.FieldChange> List<T>(
        string field, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> words)
    {
        List<T> gone = [.. before.Where(one => !after.Contains(one))];
        List<T> come = [.. after.Where(one => !before.Contains(one))];
        return Enumerable.Range(0, Math.Max(gone.Count, come.Count)).Select(index => Change(
            field,
            index < gone.Count ? words(gone[index]) : "",
            index < come.Count ? words(come[index]) : ""));
    }

    static string Dates(string start, string end) =>
        (start.Length > 0 ? $", from {start}" : "") + (end.Length > 0 ? $", until {end}" : "");
}
