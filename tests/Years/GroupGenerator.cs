using Mastery.Participants.V1;

namespace Mastery.Years;

/// <summary>Generates the Work Groups of a hub: one for Development, and five for Sustaining.</summary>
static class GroupGenerator
{
    static readonly (string Focus, string Name)[] Offered =
    [
        ("projects/NCP24-12/foci/whole", "Development"),
        ("projects/NCP24-14/foci/b", "Multiplicative reasoning, east"),
        ("projects/NCP24-14/foci/b", "Multiplicative reasoning, west"),
        ("projects/NCP24-14/foci/d", "Our own themes"),
        ("projects/NCP24-14/foci/c", "Maths and science"),
        ("projects/NCP24-14/foci/a", "Mathematical thinking"),
    ];

    /// <summary>The group to which a department applies, by its place in the list.</summary>
    public static int Of(Kind kind, int index) => kind switch
    {
        Kind.New => 0,
        Kind.East => 1,
        Kind.West => 2,
        Kind.OwnTheme => 3,
        Kind.Pair => 4,
        Kind.Specialist => 5,
        _ => index % 20 < 10 ? 1 : 2,
    };

    /// <summary>The groups: two places for three departments that may take part.</summary>
    public static IReadOnlyList<GeneratedGroup> Groups(
        Random random, IReadOnlyList<Kind> kinds, IReadOnlyList<GeneratedSchool> schools) =>
    [
        .. Offered.Select((offered, number) => new GeneratedGroup(
            offered.Focus,
            offered.Name,
            Math.Max(1, Suitable(kinds, number) * 2 / 3),
            random.Next(12, 18) * 5,
            random.Next(kinds.Count),
            Sessions(random, number, schools))),
    ];

    static int Suitable(IReadOnlyList<Kind> kinds, int group) => kinds.Index()
        .Count(row => row.Item is not (Kind.Science or Kind.Unready) && Of(row.Item, row.Index) == group);

    static List<GeneratedSession> Sessions(Random random, int group, IReadOnlyList<GeneratedSchool> schools) =>
    [
        .. Texts.Sessions.Select((session, index) => new GeneratedSession(
            session.Title,
            // Each group has a day of the week of its own.
            session.Monday.AddDays(group % 5).AddHours(random.Next(14, 17)),
            session.Mode,
            session.Mode == Session.Types.Mode.Virtual ? null : schools[random.Next(schools.Count)].Urn)),
    ];
}
