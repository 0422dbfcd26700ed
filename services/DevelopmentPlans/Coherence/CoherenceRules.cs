using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>The check of one subject by one rule: whether the rule is met and, where it is not, what is missing and the
/// remedy.</summary>
public sealed record Check(string Subject, bool Met, string Message, string Remedy);

/// <summary>A rule of coherence: its severity, the part of the score that it counts to, and its checks.</summary>
public sealed record CoherenceRule(
    Rule Rule, Severity Severity, string Part, Func<PlanSnapshot, IEnumerable<Check>> Evaluate);

/// <summary>Every rule of the contract, in the order in which findings are answered.</summary>
public static class CoherenceRules
{
    const string Evidence = "evidence";
    const string Aims = "aims";
    const string Programme = "programme";
    const string Reach = "reach";
    const string Direction = "direction";

    public static IReadOnlyList<CoherenceRule> All { get; } =
    [
        new(Rule.PlanHasAims, Severity.Must, Aims, AimRules.PlanHasAims),
        new(Rule.AimRestsOnEvidence, Severity.Must, Evidence, EvidenceRules.AimRestsOnEvidence),
        new(Rule.AimHasActivity, Severity.Must, Programme, ProgrammeRules.AimHasActivity),
        new(Rule.AimIsMeasurable, Severity.Must, Aims, AimRules.AimIsMeasurable),
        new(Rule.EveryMemberIsReached, Severity.Must, Reach, ReachRules.EveryMemberIsReached),
        new(Rule.ActivityInYear, Severity.Must, Programme, ProgrammeRules.ActivityInYear),
        new(Rule.NeedsOfStudentsAndTeachers, Severity.Must, Evidence, EvidenceRules.NeedsOfStudentsAndTeachers),
        new(Rule.AimIsAmbitious, Severity.Must, Aims, AimRules.AimIsAmbitious),
        new(Rule.EvidenceIsAnswered, Severity.Should, Evidence, EvidenceRules.EvidenceIsAnswered),
        new(Rule.AimReachesEveryMember, Severity.Should, Reach, ReachRules.AimReachesEveryMember),
        new(Rule.ActivitiesAreSpread, Severity.Should, Programme, ProgrammeRules.ActivitiesAreSpread),
        new(Rule.Sustained, Severity.Should, Direction, DirectionRules.Sustained),
        new(Rule.AlignedWithFocus, Severity.Should, Direction, DirectionRules.AlignedWithFocus),
    ];
}
