using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What an application must contain before it is submitted. A department may submit one even if it is not
/// eligible.</summary>
static class Completeness
{
    /// <summary>Refuses an incomplete application. The error lists everything that is missing.</summary>
    public static void Require(
        Application application, WorkGroup? group, ProjectFocus projectFocus, EligibilityFacts facts)
    {
        List<(string, string)> missing =
        [
            .. Advocates(projectFocus.Project.EligibilityPolicy?.Leads, projectFocus.Focus, facts),
            .. Text("application.theme", LacksTheme(application, group, projectFocus),
                "is required: give the department's own theme, or choose a Work Group that has one"),
            .. Text("application.headteacher_agreement", application.HeadteacherAgreeDate is null,
                "is required: say who agreed, and on what day"),
        ];
        if (missing.Count > 0)
        {
            throw ApiError.Invalid(missing);
        }
    }

    /// <summary>Refuses a Work Group without a theme where the focus asks for one and the department has
    /// none.</summary>
    public static void RequireTheme(
        string field, Application application, WorkGroup group, ProjectFocus projectFocus)
    {
        if (LacksTheme(application, group, projectFocus))
        {
            throw ApiError.Invalid(
                field, "has no theme, and the department has none: give the Work Group its theme first");
        }
    }

    static bool LacksTheme(Application application, WorkGroup? group, ProjectFocus projectFocus) =>
        projectFocus.Focus.ThemeRequired && application.Theme.Length == 0 && group is not { Theme.Length: > 0 };

    static IEnumerable<(string, string)> Advocates(
        FocusCatalogue.V1.LeadConditions? conditions, FocusCatalogue.V1.Focus focus, EligibilityFacts facts)
    {
        var (wanted, leads) = (conditions?.Count ?? 0, facts.Leads ?? []);
        var subjects = LeadRules.Subjects(conditions, focus, facts.Subject);
        if (wanted > 0 && leads.Count != wanted)
        {
            yield return ("application.advocates", $"needs {Wording.Advocates(wanted)} and has {leads.Count}");
        }

        for (var index = 0; index < leads.Count; index++)
        {
            if (leads.Take(index).Any(lead => lead.Name == leads[index].Name))
            {
                yield return (
                    $"application.advocates[{index}].participant",
                    "is named twice: the Advocates are different people");
            }
            else if (!LeadRules.Works(leads[index], subjects))
            {
                yield return ($"application.advocates[{index}].participant",
                    "does not work in the department on record: give the person a post there, or name someone who has "
                        + "one");
            }
        }
    }

    static IEnumerable<(string, string)> Text(string field, bool isMissing, string description) =>
        isMissing ? [(field, description)] : [];
}
