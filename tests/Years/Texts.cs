using Mastery.Participants.V1;

namespace Mastery.Years;

/// <summary>What departments and Work Group leads write.</summary>
static class Texts
{
    /// <summary>The sessions of a year, by the Monday of their week in term.</summary>
    public static readonly (string Title, DateTimeOffset Monday, Session.Types.Mode Mode)[] Sessions =
    [
        ("Launch: what our students find hard", Day(2024, 9, 23), Session.Types.Mode.InPerson),
        ("Planning the gap task together", Day(2024, 11, 11), Session.Types.Mode.Virtual),
        ("Lessons to see, and discussion", Day(2025, 1, 27), Session.Types.Mode.SchoolVisit),
        ("Critique of each other's plans", Day(2025, 3, 17), Session.Types.Mode.InPerson),
        ("What changed, and what comes next", Day(2025, 6, 9), Session.Types.Mode.InPerson),
    ];

    public static readonly string[] Themes =
    [
        "Variation in questions for homework",
        "Algebra tiles from Year 7 to Year 9",
        "Reasoning in the first lessons of Year 7",
        "Talk for mathematics with students who are new to English",
        "One curriculum for all sets",
        "Bar models from ratio to equations",
    ];

    public static readonly string[] Motivations =
    [
        "We plan alone and want to plan together, and to see how other departments do.",
        "Half of our team is new. We want a common way of teaching before each finds their own.",
        "Our Year 8 students can calculate and cannot say why. Other departments seem to have an answer.",
        "The Development year changed two classrooms. Now it shall reach the other six.",
        "Our curriculum was rewritten last year and needs critical friends.",
        "We lost our key stage lead and want to keep what was begun.",
    ];

    static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
