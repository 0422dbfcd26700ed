using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Override = Mastery.Participants.V1.Eligibility.Types.Override;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>Assesses facts by a project's policy. Pure: the same facts and the same revision give the same
/// verdict.</summary>
public static class EligibilityRules
{
    /// <summary>The verdict, with every rule in the policy's order: routes, school, leads, then the department and the
    /// project themselves, then advice.</summary>
    /// <param name="projectFocus">The focus with its project, whose policy is used.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="before">An earlier verdict on the same application: a rule that a person has set aside stays so
    /// while what it rests on is the same.</param>
    public static V1.Eligibility Evaluate(
        ProjectFocus projectFocus, EligibilityFacts facts, V1.Eligibility? before = null)
    {
        var (project, focus) = projectFocus;
        var policy = project.EligibilityPolicy ?? new FocusCatalogue.V1.EligibilityPolicy();
        List<RuleResult> routes = [.. policy.Routes.Select(route => RouteRules.Evaluate(route, facts))];
        routes.ForEach(route => route.Route = true);
        List<RuleResult> conditions =
        [
            .. SchoolRules.Evaluate(policy.School, facts),
            .. LeadRules.Evaluate(policy.Leads, focus, facts),
            .. ProjectRules.Evaluate(project, focus, facts),
        ];
        var verdict = Decide(new()
        {
            Rules = { routes, conditions, ProjectRules.Advice(policy, facts) },
            Project = project.Name,
            ProjectRevision = project.Revision,
            AssessTime = facts.Now.ToTimestamp(),
        }, before);
        verdict.Rules.AddRange(verdict.Outcome == Outcome.Eligible || facts.Hub is not { } hub
            ? []
            : [ProjectRules.Contact(hub)]);
        return verdict;
    }

    /// <summary>The verdict with a rule set aside by a person.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="rule">The rule's id, as the verdict has it.</param>
    /// <param name="decision">Who decided, and why.</param>
    public static V1.Eligibility SetAside(V1.Eligibility verdict, string rule, Override decision)
    {
        var decided = verdict.Clone();
        var result = decided.Rules.FirstOrDefault(one => one.Rule == rule)
            ?? throw ApiError.Invalid("rule", $"is none of the verdict: {Open(verdict)}");
        if (ProjectRules.Fixed.TryGetValue(rule, out var instead))
        {
            throw ApiError.Invalid("rule", $"cannot be set aside: {instead}");
        }

        if (result.Verdict is not (Verdict.NotMet or Verdict.Unknown))
        {
            throw ApiError.Invalid("rule", $"does not stand against the department: {Open(verdict)}");
        }

        result.Override = decision;
        return Decide(decided, null);
    }

    /// <summary>The rules that stand against the department. A route does not while another one is open.</summary>
    public static IReadOnlyList<RuleResult> Against(V1.Eligibility verdict)
    {
        var routed = Best([.. verdict.Rules.Where(rule => rule.Route).Select(Effective)]) == Verdict.Met;
        return [.. verdict.Rules.Where(rule =>
            Effective(rule) is Verdict.NotMet or Verdict.Unknown && !(rule.Route && routed))];
    }

    /// <summary>A decision holds for what it was made on: the same verdict on the same findings.</summary>
    static bool IsSame(RuleResult one, RuleResult other) => one.Rule == other.Rule && one.Verdict == other.Verdict
        && one.Hint == other.Hint && one.Evidence.SequenceEqual(other.Evidence);

    static Verdict Effective(RuleResult rule) => rule.Override is null ? rule.Verdict : Verdict.Met;

    static Verdict Best(IReadOnlyList<Verdict> routes) =>
        routes.Count == 0 || routes.Contains(Verdict.Met) ? Verdict.Met
        : routes.Contains(Verdict.Unknown) ? Verdict.Unknown
        : Verdict.NotMet;

    static string Open(V1.Eligibility verdict) =>
        $"choose from {string.Join(", ", Against(verdict).Select(rule => rule.Rule))}";

    /// <summary>One route is enough, every condition is needed; a policy without routes asks for none. A rule that a
    /// person has set aside counts as met.</summary>
    static V1.Eligibility Decide(V1.Eligibility verdict, V1.Eligibility? before)
    {
        foreach (var rule in verdict.Rules.Where(rule => rule.Verdict is Verdict.NotMet or Verdict.Unknown))
        {
            rule.Override ??= before?.Rules.FirstOrDefault(one => IsSame(one, rule))?.Override?.Clone();
        }

        var rules = verdict.Rules.Where(rule => rule.Verdict != Verdict.Advice).ToLookup(rule => rule.Route, Effective);
        List<Verdict> needed = [Best([.. rules[true]]), .. rules[false]];
        verdict.Outcome = needed.Contains(Verdict.NotMet) ? Outcome.NotEligible
            : needed.Contains(Verdict.Unknown) ? Outcome.NeedsReview
            : Outcome.Eligible;
        verdict.Overridden = verdict.Rules.Any(rule => rule.Override is not null);
        return verdict;
    }

    internal static RuleResult Rule(
        string rule, Verdict verdict, string explanation, string hint, params IEnumerable<string> evidence) =>
        new() { Rule = rule, Verdict = verdict, Explanation = explanation, Hint = hint, Evidence = { evidence } };
}
