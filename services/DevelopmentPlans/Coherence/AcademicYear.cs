using System.Globalization;

namespace Mastery.DevelopmentPlans;

/// <summary>An English academic year, 1 September to 31 August, and its three terms.</summary>
public sealed record AcademicYear(int FirstYear)
{
    public DateOnly Start => new(FirstYear, 9, 1);
    public DateOnly End => new(FirstYear + 1, 8, 31);

    /// <summary>The terms by calendar months, whatever the date of Easter in the year.</summary>
    public IReadOnlyList<Term> Terms =>
    [
        new("autumn", Start, new(FirstYear, 12, 31)),
        new("spring", new(FirstYear + 1, 1, 1), new(FirstYear + 1, 3, 31)),
        new("summer", new(FirstYear + 1, 4, 1), End),
    ];

    /// <summary>The year written as <c>2024-25</c>.</summary>
    public static AcademicYear Parse(string text) => new(int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture));

    public bool Contains(Activity activity) => activity.StartDate >= Start && activity.EndDate <= End;
}

/// <summary>A term of an academic year.</summary>
public sealed record Term(string Name, DateOnly Start, DateOnly End)
{
    public bool Touches(Activity activity) => activity.StartDate <= End && activity.EndDate >= Start;
}
