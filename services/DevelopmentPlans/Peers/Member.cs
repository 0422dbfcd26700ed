using Mastery.Contracts;
using Mastery.Participants.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>A person of a department, with the name by which colleagues know them.</summary>
public sealed record Member(string Name, string DisplayName)
{
    /// <summary>When the department expects the person.</summary>
    public IReadOnlyList<Period> Expected { get; init; } = [Period.Always];

    /// <summary>When the person holds a post there, expected or not.</summary>
    public IReadOnlyList<Period> Held { get; init; } = [Period.Always];

    /// <summary>Whether the record is neither of somebody who has left nor erased.</summary>
    public bool IsActive { get; init; } = true;

    public static Member Of(Participant person, string department) => new(
        person.Name,
        $"{First(person.PreferredGivenName, person.GivenName)} {First(person.PreferredFamilyName, person.FamilyName)}")
    {
        Expected = [.. person.Posts.Where(post => post.Department == department).Select(ExpectedDays)],
        Held = [.. person.Posts.Where(post => post.Department == department).Select(HeldDays)],
        IsActive = person.State == Participant.Types.State.Active,
    };

    public bool IsExpected(DateOnly first, DateOnly last) => Expected.Any(days => days.Meets(first, last));

    public bool HoldsPost(DateOnly first, DateOnly last) => Held.Any(days => days.Meets(first, last));

    static Period HeldDays(Participant.Types.Post post) => new(
        IsoDate.ParseOrNull(post.StartDate) ?? DateOnly.MinValue,
        IsoDate.ParseOrNull(post.EndDate) ?? DateOnly.MaxValue);

    /// <summary>The days on which a post expects the person; where it says nothing else, all its days.</summary>
    static Period ExpectedDays(Participant.Types.Post post) => new(
        Day(post.ExpectedFromDate, post.StartDate) ?? DateOnly.MinValue,
        Day(post.ExpectedUntilDate, post.EndDate) ?? DateOnly.MaxValue);

    static DateOnly? Day(string expected, string held) => IsoDate.ParseOrNull(First(expected, held));

    static string First(string preferred, string other) => preferred.Length > 0 ? preferred : other;
}
