using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>What must agree within a focus.</summary>
static class FocusRules
{
    const string Different = "must be different values";

    /// <summary>The focus, if all of it agrees.</summary>
    public static Focus Checked(Focus focus)
    {
        List<(string, string)> violations = [.. Violations(focus)];
        return violations.Count == 0 ? focus : throw ApiError.Invalid(violations);
    }

    static IEnumerable<(string, string)> Violations(Focus focus)
    {
        foreach (var (field, whole) in new[]
        {
            ("focus.subjects", EnumList.IsWhole([.. EnumList.Parse<V1.Subject>(focus.Subjects)])),
            ("focus.big_ideas", EnumList.IsWhole([.. EnumList.Parse<V1.BigIdea>(focus.BigIdeas)])),
            // A pair may well be two teachers of one subject.
            ("focus.lead_pairing", !EnumList.Parse<V1.Subject>(focus.LeadPairing).Contains(default)),
        })
        {
            if (!whole)
            {
                yield return (field, EnumList.Expected);
            }
        }

        if (focus.KeyStages.Distinct().Count() != focus.KeyStages.Length)
        {
            yield return ("focus.key_stages", Different);
        }

        if (focus is { Bespoke: true, ThemeRequired: false })
        {
            yield return ("focus.theme_required", "must be true of a bespoke focus, whose theme is chosen locally");
        }

        if (focus.ContinuesProject is { } project && !ProjectRules.IsBefore(project, focus.Project))
        {
            yield return (
                "focus.continues", $"must be a focus of an earlier academic year than that of {focus.Project}");
        }
    }
}
