using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>A term of an academic year.</summary>
public sealed record Term(string Name, DateOnly Start, DateOnly End)
{
    /// <summary>The three terms by calendar months, whatever the date of Easter in the year.</summary>
    public static IReadOnlyList<Term> Of(AcademicYear year) =>
    [
        new("autumn", year.Start, new(year.FirstYear, 12, 31)),
        new("spring", new(year.FirstYear + 1, 1, 1), new(year.FirstYear + 1, 3, 31)),
        new("summer", new(year.FirstYear + 1, 4, 1), year.End),
    ];

    public bool Touches(Activity activity) => activity.StartDate <= End && activity.EndDate >= Start;
}
