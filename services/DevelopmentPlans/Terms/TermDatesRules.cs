using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>What term dates must be to make sense.</summary>
static class TermDatesRules
{
    const int FewestTerms = 3;

    /// <summary>The terms, refused where they do not follow one another within the year, or where a break is not within
    /// its term.</summary>
    public static IReadOnlyList<Term> Require(AcademicYear year, IReadOnlyList<Term> terms)
    {
        List<(string, string)> faults = [.. Follow("term_dates.terms", [.. terms.Select(Days)], year.Start, year.End)];
        if (terms.Count < FewestTerms)
        {
            faults.Add(("term_dates.terms", "must be three terms, or up to six"));
        }

        foreach (var (index, term) in terms.Index())
        {
            faults.AddRange(Follow(
                $"term_dates.terms[{index}].breaks",
                [.. term.Breaks.Select(part => (part.Name, part.Start, part.End))],
                term.Start,
                term.End));
        }

        return faults.Count == 0 ? terms : throw ApiError.Invalid(faults);
    }

    static (string Name, DateOnly Start, DateOnly End) Days(Term term) => (term.Name, term.Start, term.End);

    static IEnumerable<(string Field, string Description)> Follow(
        string field, List<(string Name, DateOnly Start, DateOnly End)> parts, DateOnly first, DateOnly last)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            var (name, start, end) = parts[index];
            if (end < start)
            {
                yield return ($"{field}[{index}].end_date", $"'{name}' must not end before it begins");
            }
            else if (start < first || end > last)
            {
                yield return ($"{field}[{index}]",
                    $"'{name}' must lie within {EnglandTime.Words(first)} to {EnglandTime.Words(last)}");
            }
            else if (index > 0 && start <= parts[index - 1].End)
            {
                yield return ($"{field}[{index}].start_date",
                    $"'{name}' must begin after '{parts[index - 1].Name}' has ended: put them in order");
            }
        }
    }
}
