using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>What no evidence can be, whatever the plan says: refused when it is written.</summary>
static class EvidenceChecks
{
    const int OldestYears = 10;

    /// <exception cref="ApiError">INVALID_ARGUMENT with everything that is impossible.</exception>
    public static V1.Evidence RequirePossible(this V1.Evidence evidence, Plan plan, DateOnly today)
    {
        List<(string, string)> violations = [.. Dates(evidence, AcademicYear.Parse(plan.AcademicYear), today)];
        if (evidence.Measure is { } measure)
        {
            violations.AddRange(Percent.Check(measure.Unit, [("evidence.measure.value", measure.Value)]));
        }

        return violations.Count == 0 ? evidence : throw ApiError.Invalid(violations);
    }

    static IEnumerable<(string, string)> Dates(V1.Evidence evidence, AcademicYear year, DateOnly today)
    {
        var collected = IsoDate.Parse(evidence.CollectDate);
        var earliest = year.Plus(-OldestYears).Start;
        if (collected > today)
        {
            yield return ("evidence.collect_date",
                "must not be in the future: evidence is what has been found already");
        }
        else if (collected < earliest)
        {
            yield return ("evidence.collect_date",
                $"must not be before {EnglandTime.Words(earliest)}, ten years before the plan's year");
        }
    }
}
