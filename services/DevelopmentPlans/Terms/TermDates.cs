using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>The terms of an academic year, in order.</summary>
public sealed record TermDates(IReadOnlyList<Term> Terms)
{
    /// <summary>The usual dates of England, for hubs that have set none of their own.</summary>
    public static TermDates ForEngland(AcademicYear year) => EnglandTerms.Of(year);

    /// <summary>Whether schools are open to staff in the week of the day: it is in a term and in none of its breaks.
    /// Weekends between two weeks of a term count: departments meet on Saturdays too.</summary>
    public bool IsInTerm(DateOnly day) =>
        TermOf(day) is { } term && !term.Breaks.Any(part => part.Contains(day));

    /// <summary>The term that spans the day, with its breaks; null between terms.</summary>
    public Term? TermOf(DateOnly day) => Terms.FirstOrDefault(term => term.Spans(day));
}
