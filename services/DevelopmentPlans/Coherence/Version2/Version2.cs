using Part = Mastery.DevelopmentPlans.V1.PartCount.Types.Part;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>The second version of the rules: MUST is what the programme's sentence demands, SHOULD is craft.</summary>
static class Version2
{
    public static RuleSet Rules { get; } = new(2, Bounds, [.. Musts, .. Shoulds]);

    static RuleBounds Bounds => new()
    {
        LaunchMonths = 2,
        FollowUpMonths = 1,
        EvidenceMonths = 18,
        ShortHorizonMonths = 5,
        LongHorizonYears = 3,
        Percent = (0, 100),
        Sameness = 0.85,
        PartsOfYear = 3,
        DeliveryDays = 14,
        Sentence = new(Words: 2, Letters: 8, DifferentLetters: 4),
        Label = new(Words: 1, Letters: 3, DifferentLetters: 2),
        FewestWords = (Aim: 5, Finding: 5, Criterion: 2, Title: 2),
        OnlyServingActivities = true,
        LeadersTakePart = true,
    };

    static IEnumerable<CoherenceRule> Musts =>
    [
        Must(Rule.PlanHasAims, Part.Aims, ProgrammeWords.ClearAims, AimRules.PlanHasAims),
        Must(Rule.AimIsClear, Part.Aims, ProgrammeWords.ClearAims, AimRules.AimIsClear),
        Must(Rule.AimsAreStillToBeMet, Part.Aims, ProgrammeWords.ClearAims, AimRules.AimsAreStillToBeMet),
        Must(Rule.AimRestsOnEvidence, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.AimRestsOnEvidence),
        Must(Rule.AimSuccessCanBeSeen, Part.Aims, ProgrammeWords.ClearAims, CriterionRules.AimSuccessCanBeSeen),
        Must(Rule.AimHasActivity, Part.Programme, ProgrammeWords.Programme, ProgrammeRules.AimHasActivity),
        Must(Rule.EveryMemberIsReached, Part.Reach, ProgrammeWords.Programme, ReachRules.EveryMemberIsReached),
        Must(Rule.PeopleAreOfDepartment, Part.Programme, ProgrammeWords.Programme, ReachRules.PeopleAreOfDepartment),
        Must(Rule.OutcomeHeadingIsKnown, Part.Direction, ProgrammeWords.Coherent, DirectionRules.OutcomeHeadingIsKnown),
    ];

    static IEnumerable<CoherenceRule> Shoulds =>
    [
        Should(Rule.NeedsOfStudentsAndTeachers, Part.Evidence, ProgrammeWords.Evidence,
            EvidenceRules.NeedsOfStudentsAndTeachers),
        Should(Rule.EvidenceIsAnswered, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.EvidenceIsAnswered),
        Should(Rule.EvidenceIsRecent, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.EvidenceIsRecent),
        Should(Rule.EvidenceComesFirst, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.EvidenceComesFirst),
        Should(Rule.EvidenceSaysEnough, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.EvidenceSaysEnough),
        Should(Rule.EvidenceDiffers, Part.Evidence, ProgrammeWords.Evidence, EvidenceRules.EvidenceDiffers),
        Should(Rule.PlanIsAmbitious, Part.Aims, ProgrammeWords.Ambitious, CriterionRules.PlanIsAmbitious),
        Should(Rule.CriterionIsSound, Part.Aims, ProgrammeWords.ClearAims, CriterionRules.CriterionIsSound),
        Should(Rule.AimsDiffer, Part.Aims, ProgrammeWords.ClearAims, AimRules.AimsDiffer),
        Should(Rule.AimSaysEnough, Part.Aims, ProgrammeWords.ClearAims, AimRules.AimSaysEnough),
        Should(Rule.ActivitiesAreSpread, Part.Programme, ProgrammeWords.Sustained, ProgrammeRules.ActivitiesAreSpread),
        Should(Rule.ActivityInYear, Part.Programme, ProgrammeWords.Programme, ProgrammeRules.ActivityInYear),
        Should(Rule.ActivityInTerm, Part.Programme, ProgrammeWords.Programme, ProgrammeRules.ActivityInTerm),
        Should(Rule.ActivityServesAim, Part.Programme, ProgrammeWords.Programme, ProgrammeRules.ActivityServesAim),
        Should(Rule.ActivityIsForSomeone, Part.Programme, ProgrammeWords.Programme,
            ProgrammeRules.ActivityIsForSomeone),
        Should(Rule.ActivitySaysEnough, Part.Programme, ProgrammeWords.Programme, ProgrammeRules.ActivitySaysEnough),
        Should(Rule.ProgrammeIsUnderWay, Part.Programme, ProgrammeWords.Implement, ProgrammeRules.ProgrammeIsUnderWay),
        Should(Rule.Sustained, Part.Direction, ProgrammeWords.Sustained, DirectionRules.Sustained),
        Should(Rule.AlignedWithFocus, Part.Direction, ProgrammeWords.Coherent, DirectionRules.AlignedWithFocus),
        Should(Rule.EssenceThemeIsKnown, Part.Direction, ProgrammeWords.Essence, DirectionRules.EssenceThemeIsKnown),
    ];

    static CoherenceRule Must(
        Rule rule, Part part, string reason, Func<PlanView, IEnumerable<Check>> evaluate) =>
        new(rule, Severity.Must, part, reason, evaluate);

    static CoherenceRule Should(
        Rule rule, Part part, string reason, Func<PlanView, IEnumerable<Check>> evaluate) =>
        new(rule, Severity.Should, part, reason, evaluate);
}
