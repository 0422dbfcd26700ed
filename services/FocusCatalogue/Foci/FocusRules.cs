using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>The consistency rules of a focus.</summary>
static class FocusRules
{
    /// <summary>The focus, if it is consistent.</summary>
    public static Focus Validated(Focus focus)
    {
        List<(string, string)> violations = [.. Violations(focus)];
        return violations.Count == 0 ? focus : throw ApiError.Invalid(violations);
    }

    /// <summary>The refusal to continue a focus that is not of an earlier year.</summary>
    public static ApiError NotBefore(Focus focus) => ApiError.Invalid([Continues(focus)]);

    /// <summary>The focus, if it can be beside the others of its project: the one that stands for the whole project is
    /// alone.</summary>
    public static Focus RequireBeside(this Focus focus, IReadOnlyList<Focus> others) =>
        others.Any(other => other.IsWhole != focus.IsWhole) ? throw CatalogueErrors.WholeIsAlone(focus) : focus;

    static (string, string) Continues(Focus focus) =>
        ("focus.continues", $"must be a focus of an earlier academic year than that of {focus.Project}");

    static IEnumerable<(string, string)> Violations(Focus focus)
    {
        // The two leads may be teachers of the same subject.
        foreach (var (field, different) in new[]
        {
            ("focus.subjects", EnumList.AreDifferent(focus.Subjects)),
            ("focus.big_ideas", EnumList.AreDifferent(focus.BigIdeas)),
            ("focus.key_stages", focus.KeyStages.Distinct().Count() == focus.KeyStages.Length),
        })
        {
            if (!different)
            {
                yield return (field, EnumList.Expected);
            }
        }

        if (focus is { Bespoke: true, ThemeRequired: false })
        {
            yield return ("focus.theme_required", "must be true of a bespoke focus, whose theme is chosen locally");
        }

        if (focus.ContinuesProject is { } project && !ProjectRules.IsBefore(project, focus.Project))
        {
            yield return Continues(focus);
        }
    }
}
