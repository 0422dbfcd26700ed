using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Every version of the rules, the newest last.</summary>
public static class RuleSets
{
    public static IReadOnlyList<RuleSet> All { get; } = [Version1.Rules, Version2.Rules];

    /// <summary>The version by which plans are agreed now.</summary>
    public static RuleSet Current => All[^1];

    /// <summary>The version that is asked for; where none is, the one by which the plan was agreed, else the
    /// current one.</summary>
    public static RuleSet Of(int asked, Plan plan)
    {
        var wanted = asked != 0 ? asked : plan.RuleSetVersion != 0 ? plan.RuleSetVersion : Current.Version;
        return All.FirstOrDefault(set => set.Version == wanted)
            ?? throw ApiError.Invalid("rule_set_version", $"must be 1 to {Current.Version}, or left out");
    }
}
