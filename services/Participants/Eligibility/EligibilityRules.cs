using Google.Protobuf.WellKnownTypes;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>Assesses facts by a project's policy. Pure: the same facts and the same revision give the same
/// verdict.</summary>
public static class EligibilityRules
{
    /// <summary>The verdict, with every rule in the policy's order: routes, school, leads, then the department and the
    /// project themselves, then advice.</summary>
    public static V1.Eligibility Evaluate(ProjectFocus projectFocus, EligibilityFacts facts)
    {
        var (project, focus) = projectFocus;
        var policy = project.EligibilityPolicy ?? new FocusCatalogue.V1.EligibilityPolicy();
        List<RuleResult> routes = [.. policy.Routes.Select(route => RouteRules.Evaluate(route, facts))];
        List<RuleResult> conditions =
        [
            .. SchoolRules.Evaluate(policy.School, facts),
            .. LeadRules.Evaluate(policy.Leads, facts),
            .. ProjectRules.Evaluate(project, focus, facts),
        ];
        return new()
        {
            Outcome = Decide([.. routes.Select(rule => rule.Verdict)], [.. conditions.Select(rule => rule.Verdict)]),
            Rules = { routes, conditions, ProjectRules.Advice(policy, focus) },
            Project = project.Name,
            ProjectRevision = project.Revision,
            AssessTime = facts.Now.ToTimestamp(),
        };
    }

    /// <summary>One route is enough, every condition is needed; a policy without routes asks for none.</summary>
    static Outcome Decide(IReadOnlyList<Verdict> routes, IReadOnlyList<Verdict> conditions)
    {
        var route = routes.Count == 0 || routes.Contains(Verdict.Met) ? Verdict.Met
            : routes.Contains(Verdict.Unknown) ? Verdict.Unknown
            : Verdict.NotMet;
        IReadOnlyList<Verdict> all = [route, .. conditions];
        return all.Contains(Verdict.NotMet) ? Outcome.NotEligible
            : all.Contains(Verdict.Unknown) ? Outcome.NeedsReview
            : Outcome.Eligible;
    }

    internal static RuleResult Rule(
        string rule, Verdict verdict, string explanation, params IEnumerable<string> evidence) =>
        new() { Rule = rule, Verdict = verdict, Explanation = explanation, Evidence = { evidence } };
}
