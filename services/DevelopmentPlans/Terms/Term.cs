namespace Mastery.DevelopmentPlans;

/// <summary>Days without school, both ends included.</summary>
public sealed record TermBreak(string Name, DateOnly Start, DateOnly End)
{
    public bool Contains(DateOnly day) => day >= Start && day <= End;
}

/// <summary>A term of an academic year, from its first day to its last, with the breaks inside it.</summary>
public sealed record Term(string Name, DateOnly Start, DateOnly End)
{
    /// <summary>Half terms and bank holidays within the term, in order.</summary>
    public IReadOnlyList<TermBreak> Breaks { get; init; } = [];

    /// <summary>Whether the day lies between the first and the last day of the term, in a break or not.</summary>
    public bool Spans(DateOnly day) => day >= Start && day <= End;

    public bool Touches(Activity activity) => activity.StartDate <= End && activity.EndDate >= Start;
}
