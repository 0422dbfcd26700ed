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
            project), .. Local(project), .. Lineage(project), .. Window(project), .. Themes(project),
            .. PolicyRules.Violations(project.EligibilityPolicy, "project.eligibility_policy")];
        return violations.Count == 0 ? project : throw ApiError.Invalid(violations);
    }

    /// <summary>The academic year that a code says; empty when it says none.</summary>
    public static string YearOf(string code) => ProjectCode.TryParse(code, out var national)
        ? national.AcademicYear.ToString()
        : LocalCode.TryParse(code, out var local) ? local.AcademicYear.ToString() ?? "" : "";

    /// <summary>The academic year of a copy, and how many years it is after the project's own.</summary>
    public static (string Year, int Years) YearsAfter(Project project, string code, string academicYear)
    {
        List<(string, string)> violations = [
            .. SameKind(project, code), .. Year(code, academicYear, "academic_year")];
        if (violations.Count > 0)
        {
            throw ApiError.Invalid(violations);
        }

        var year = academicYear.Length > 0 ? academicYear : YearOf(code);
        return AcademicYear.TryParse(year, out var later) && AcademicYear.TryParse(project.AcademicYear, out var before)
            && later.FirstYear > before.FirstYear
            ? (year, later.FirstYear - before.FirstYear)
            : throw ApiError.Invalid(academicYear.Length > 0 && YearOf(code) is "" ? "academic_year" : "code",
                $"must be of a later academic year than {project.AcademicYear}");
    }

    /// <summary>Whether <paramref name="earlier"/> is a project of an academic year before that of
    /// <paramref name="later"/>, as far as codes say. What they do not say is checked with the project
    /// itself.</summary>
    public static bool IsBefore(string earlier, string later) =>
        YearOf(earlier) is not { Length: > 0 } before || YearOf(later) is not { Length: > 0 } after
            || string.CompareOrdinal(before, after) < 0;

    /// <summary>The refusal to continue a project that is not of an earlier year.</summary>
    public static ApiError NotBefore(Project project) => ApiError.Invalid([Continues(project)]);

    static (string, string) Continues(Project project) =>
        ("project.continues", $"must be a project of an academic year before {project.AcademicYear}");

    static IEnumerable<(string, string)> SameKind(Project project, string code)
    {
        if (project.Hub is null && !ProjectCode.TryParse(code, out _))
        {
            yield return ("code", "must be a code of the programme, such as NCP25-14: the project is a national one");
        }
        else if (project.Hub is not null && !LocalCode.TryParse(code, out _))
        {
            yield return ("code", "must be a code of the hub's own, such as YH-ORACY-25: the project is a local one");
        }
    }

    static IEnumerable<(string, string)> Code(Project project)
    {
        var (isNational, isLocal) = (ProjectCode.TryParse(project.Id, out _), LocalCode.TryParse(project.Id, out _));
        if (!isNational && !isLocal)
        {
            yield return (
                "project.code",
                "must be a code of the programme, such as NCP24-14, or of a hub's own, such as YH-ORACY");
        }
        else if (isNational && project.Hub is not null)
        {
            yield return ("project.code", "is a code of the programme: give a hub's local project one of its own, such "
                + "as YH-ORACY");
        }
        else if (isLocal && project is { Hub: null, Stage: not Stage.Local })
        {
            yield return ("project.code", "is a hub's own code: say the hub, with the stage LOCAL, or use a code of "
                + "the programme, such as NCP24-14");
        }

        foreach (var violation in Year(project.Id, project.AcademicYear, "project.academic_year"))
        {
            yield return violation;
        }
    }

    static IEnumerable<(string, string)> Year(string code, string academicYear, string yearField)
    {
        var said = YearOf(code);
        if (said.Length > 0 && academicYear.Length > 0 && academicYear != said)
        {
            yield return (yearField, $"must be {said}, the year of the code {code}: correct it, or leave it out");
        }
        else if (said.Length == 0 && academicYear.Length == 0 && LocalCode.TryParse(code, out _))
        {
            yield return (yearField, $"is missing, and the code {code} does not say it: give the academic year, such "
                + "as 2024-25");
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
            yield return Continues(project);
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

    static IEnumerable<(string, string)> Themes(Project project)
    {
        HashSet<string> themes = new(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < project.EssenceThemes.Count; index++)
        {
            if (!themes.Add(project.EssenceThemes[index].Theme))
            {
                yield return ($"project.essence_themes[{index}].theme", "is there twice: aims name a theme by it");
            }
        }
    }
}
