using Mastery.Contracts;

namespace Mastery.FocusCatalogue;

/// <summary>The consistency rules of an eligibility policy, and its copy for another year. The policy is stored as a
/// message, because another service evaluates it and it is always read as a whole.</summary>
static class PolicyRules
{
    // The greatest that the contract allows.
    const int LastCohort = 99;

    /// <summary>Everything wrong with the policy found at <paramref name="path"/>.</summary>
    public static IEnumerable<(string Field, string Description)> Violations(V1.EligibilityPolicy? policy, string path)
    {
        HashSet<string> rules = [];
        for (var index = 0; index < policy?.Routes.Count; index++)
        {
            var (route, at) = (policy.Routes[index], $"{path}.routes[{index}]");
            if (!rules.Add(route.Rule))
            {
                yield return ($"{at}.rule", "must be unique in the policy");
            }

            foreach (var violation in Violations(route, at))
            {
                yield return violation;
            }
        }

        foreach (var violation in Lists(policy, path))
        {
            yield return violation;
        }
    }

    /// <summary>The policy with its bounds moved on by some years: the latest academic years that count, and the last
    /// cohorts, since a cohort begins every year.</summary>
    public static V1.EligibilityPolicy Shifted(this V1.EligibilityPolicy policy, int years)
    {
        var shifted = policy.WithoutMadeTitles();
        foreach (var route in shifted.Routes)
        {
            if (AcademicYear.TryParse(route.PreviousStage?.LatestAcademicYear, out var year))
            {
                route.PreviousStage.LatestAcademicYear = $"{year.Plus(years)}";
            }

            if (route.Specialist is { } specialist)
            {
                specialist.LastCohort = Math.Min(specialist.LastCohort + years, LastCohort);
            }
        }

        return shifted;
    }

    static IEnumerable<(string, string)> Violations(V1.EligibilityRoute route, string path)
    {
        if (route.Specialist is { } specialist && specialist.FirstCohort > specialist.LastCohort)
        {
            yield return ($"{path}.specialist.last_cohort", "may not be before first_cohort");
        }
    }

    static IEnumerable<(string, string)> Lists(V1.EligibilityPolicy? policy, string path)
    {
        if (policy?.School is { } school && !EnumList.AreDifferent(school.Phases))
        {
            yield return ($"{path}.school.phases", EnumList.Expected);
        }

        if (policy?.Leads is { } leads && !EnumList.AreDifferent(leads.Subjects))
        {
            yield return ($"{path}.leads.subjects", EnumList.Expected);
        }
    }
}
