using System.Text.RegularExpressions;
using Responsibility = Mastery.Participants.V1.Responsibility;

namespace Mastery.Participants;

/// <summary>Reads a responsibility from a job title.</summary>
static partial class WrittenResponsibility
{
    /// <summary>The responsibility that a title says for certain; null where it says none.</summary>
    public static Responsibility? Read(string title) => title switch
    {
        _ when Second().IsMatch(title) => Responsibility.SecondInDepartment,
        _ when SeniorLeader().IsMatch(title) => Responsibility.SeniorLeader,
        _ when KeyStage().IsMatch(title) => Responsibility.KeyStageLead,
        _ when Pastoral().IsMatch(title) => null,
        _ when Head().IsMatch(title) => Responsibility.HeadOfDepartment,
        _ when Teacher().IsMatch(title) => Responsibility.ClassroomTeacher,
        _ => null,
    };

    /// <summary>Whether a title is of somebody who does not teach.</summary>
    public static bool IsSupport(string title) => Support().IsMatch(title);

    // "Second in mathematics", "2ic Maths", "Deputy Head of Maths": of a subject, not of a school.
    [GeneratedRegex(@"\b(second\s+in|2\s*ic|2nd\s+in"
        + @"|(deputy|assistant|asst)\.?\s+(head|lead|leader|director|hod)\s+(of|for)\s+(?!school|sixth|year|house)"
        + @"|(deputy|assistant)\s+(curriculum|subject)\s+lead)", RegexOptions.IgnoreCase)]
    private static partial Regex Second();

    [GeneratedRegex(@"\b(head\s*teacher|head\s*master|head\s*mistress|principal|head\s+of\s+school|executive\s+head"
        + @"|(deputy|assistant|asst|associate)\.?\s+head\b|senior\s+leader|slt)", RegexOptions.IgnoreCase)]
    private static partial Regex SeniorLeader();

    [GeneratedRegex(@"\b(ks|key\s+stage)\s*[1-5]?\b.*\b(lead|leader|co-?ordinator|manager|head)"
        + @"|\b(lead|leader|co-?ordinator|head)\b.*\b(ks\s*[1-5]|key\s+stage)", RegexOptions.IgnoreCase)]
    private static partial Regex KeyStage();

    [GeneratedRegex(@"\b(head|leader)\s+of\s+(year|house|sixth|lower|upper|pastoral)", RegexOptions.IgnoreCase)]
    private static partial Regex Pastoral();

    [GeneratedRegex(@"\b(head\s+of|hod\b|(curriculum|subject|faculty|department)\s+(lead|leader|head|manager)"
        + @"|director\s+of|lead(er)?\s+of)", RegexOptions.IgnoreCase)]
    private static partial Regex Head();

    [GeneratedRegex(@"\b(teaching\s+assistant|learning\s+support|technician|cover\s+supervisor|administrator"
        + @"|receptionist|librarian|caretaker|cleaner|governor|invigilator|midday|catering|site\s+manager)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Support();

    [GeneratedRegex(@"\b(teacher|lecturer|ect|nqt|tutor)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Teacher();
}
