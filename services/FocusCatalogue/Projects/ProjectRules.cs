using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>The consistency rules of a project in every state.</summary>
static class ProjectRules
{
    // Allows every possible code. A copy may be 99 years later, which is within the contract's range.
    const int FirstYear = 2000;
    const int LastYear = 2100;

    /// <summary>The project, if it is consistent.</summary>
    public static Project Validated(Project project)
    {
        List<(string, string)> violations = [.. Code(
            project), .. Local(project), .. Lineage(project), .. Window(project),
            .. PolicyRules.Violations(project.EligibilityPolicy, "project.eligibility_policy")];
        return violations.Count == 0 ? project : throw ApiError.Invalid(violations);
    }

    /// <summary>The academic year of the code of a copy, and how many years it is after the project's own.</summary>
    public static (string Year, int Years) YearsAfter(Project project, string code) =>
        ProjectCode.TryParse(code, out var later) && AcademicYear.TryParse(project.AcademicYear, out var year)
            && later.AcademicYear.FirstYear > year.FirstYear
            ? (later.AcademicYear.ToString(), later.AcademicYear.FirstYear - year.FirstYear)
            : throw ApiError.Invalid("code", $"must be of a later academic year than {project.AcademicYear}");

    /// <summary>Whether <paramref name="earlier"/> is a project of an academic year before that of
    /// <paramref name="later"/>. An id that is not a code names no project; another check finds out whether it
    /// exists.</summary>
    public static bool IsBefore(string earlier, string later) =>
        !ProjectCode.TryParse(earlier, out var before)
            || !ProjectCode.TryParse(later, out var after)
            || before.Year < after.Year;

    static IEnumerable<(string, string)> Code(Project project)
    {
        if (!ProjectCode.TryParse(project.Id, out var code))
        {
            yield return ("project.code", "must be a project code such as NCP24-14");
        }
        else if (code.AcademicYear.ToString() != project.AcademicYear)
        {
            yield return ("project.academic_year", $"must be {code.AcademicYear}, the year of the code {code}");
        }
    }

    static IEnumerable<(string, string)> Local(Project project)
    {
        if (project.Hub is null == (project.Stage == Stage.Local))
        {
            yield return project.Hub is null
                ? ("project.hub", "is required of a project of stage LOCAL")
                : ("project.stage", "must be LOCAL for a project of one hub");
        }
    }

    static IEnumerable<(string, string)> Lineage(Project project)
    {
        if (project.Continues is { } continued && !IsBefore(continued, project.Id))
        {
            yield return ("project.continues", $"must be a project of an academic year before {project.AcademicYear}");
        }
    }

    static IEnumerable<(string, string)> Window(Project project)
    {
        if (project.OpenTime >= project.CloseTime)
        {
            yield return ("project.registration_window.close_time", "must be after open_time");
        }

        if (project.OpenTime is { Year: < FirstYear or > LastYear }
            || project.CloseTime is { Year: < FirstYear or > LastYear })
        {
            yield return ("project.registration_window", $"must lie in the years {FirstYear} to {LastYear}");
        }
    }
}
