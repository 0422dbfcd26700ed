using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>How explanations say what the contract has as codes: they are read by heads of department.</summary>
static class Wording
{
    /// <summary>"NCP24-14b" for the name of a focus, "NCP24-12" where a project has no lettered foci.</summary>
    public static string Code(string focus) => FocusCode.Of(focus);

    /// <summary>Whether a focus is of a hub's local project.</summary>
    public static bool IsLocal(string focus) => LocalCode.TryParse(focus.ParentName().Id(), out _);

    /// <summary>"2021/22 Development (NCP21-12)".</summary>
    public static string Of(ParticipationFact past) =>
        $"{AcademicYear.Slashed(past.AcademicYear)} {Of(past.Stage)}{(past.Code.Length == 0 ? "" : $" ({past.Code})")}";

    /// <summary>"a, b and c".</summary>
    public static string And(IEnumerable<string> items) => Joined([.. items], "and");

    /// <summary>"a, b or c".</summary>
    public static string Or(IEnumerable<string> items) => Joined([.. items], "or");

    /// <summary>"one Advocate", "two Advocates".</summary>
    public static string Advocates(int count) => $"{Number(count)} Advocate{Plural(count, "", "s")}";

    /// <summary>The form of a word for one, or for several.</summary>
    public static string Plural(int count, string one, string several) => count == 1 ? one : several;

    public static string Number(int number) => number switch
    {
        0 => "no",
        1 => "one",
        2 => "two",
        3 => "three",
        4 => "four",
        _ => $"{number}",
    };

    public static string Of(Stage stage) => stage switch
    {
        Stage.Development => "Development",
        Stage.Embedding => "Embedding",
        Stage.Sustaining => "Sustaining",
        Stage.Local => "local group",
        _ => "other",
    };

    public static string Of(Subject subject) => subject switch
    {
        Subject.Mathematics => "mathematics",
        Subject.Science => "science",
        _ => "another subject",
    };

    public static string Of(V1.Responsibility responsibility) => responsibility switch
    {
        V1.Responsibility.ClassroomTeacher => "classroom teacher",
        V1.Responsibility.KeyStageLead => "key stage lead",
        V1.Responsibility.SecondInDepartment => "second in department",
        V1.Responsibility.HeadOfDepartment => "head of department",
        V1.Responsibility.SeniorLeader => "senior leader",
        _ => "no responsibility",
    };

    /// <summary>"Ada Smith's post".</summary>
    public static string Possessive(string name) =>
        name.EndsWith('s') ? $"{name}\u2019" : $"{name}\u2019s";

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    static string Joined(IReadOnlyList<string> items, string word) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.SkipLast(1))} {word} {items[^1]}",
    };
}
