using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What an application must contain before it is submitted. A department may submit one even if it is not
/// eligible.</summary>
static class Completeness
{
    /// <summary>Refuses an incomplete application. The error lists everything that is missing.</summary>
    public static void Require(Application application, ProjectFocus projectFocus, EligibilityFacts facts)
    {
        List<(string, string)> missing =
        [
            .. Advocates(projectFocus.Project.EligibilityPolicy?.Leads?.Count ?? 0, facts.Leads ?? []),
            .. Text("application.theme", projectFocus.Focus.ThemeRequired && application.Theme.Length == 0,
                "is required: the focus asks for the department's own theme"),
            .. Text("application.headteacher_agreement", application.HeadteacherAgreeDate is null,
                "is required: say who agreed, and on what day"),
        ];
        if (missing.Count > 0)
        {
            throw ApiError.Invalid(missing);
        }
    }

    static IEnumerable<(string, string)> Advocates(int wanted, IReadOnlyList<LeadFact> leads)
    {
        if (wanted > 0 && leads.Count != wanted)
        {
            yield return ("application.advocates", $"needs {wanted} Advocates and has {leads.Count}");
        }

        for (var index = 0; index < leads.Count; index++)
        {
            if (leads.Take(index).Any(lead => lead.Name == leads[index].Name))
            {
                yield return (
                    $"application.advocates[{index}].participant",
                    "is named twice: the Advocates are different people");
            }
            else if (!leads[index].Member)
            {
                yield return ($"application.advocates[{index}].participant", "does not work in the department");
            }
        }
    }

    static IEnumerable<(string, string)> Text(string field, bool isMissing, string description) =>
        isMissing ? [(field, description)] : [];
}
