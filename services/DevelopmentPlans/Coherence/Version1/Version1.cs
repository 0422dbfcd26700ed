using Part = Mastery.DevelopmentPlans.V1.PartCount.Types.Part;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>The first version of the rules. Plans that were agreed by it are read by it.</summary>
static partial class Version1
{
    public static RuleSet Rules { get; } = new(1, new(),
    [
        new(Rule.PlanHasAims, Severity.Must, Part.Aims, ProgrammeWords.ClearAims, PlanHasAims),
        new(Rule.AimRestsOnEvidence, Severity.Must, Part.Evidence, ProgrammeWords.Evidence, AimRestsOnEvidence),
        new(Rule.AimHasActivity, Severity.Must, Part.Programme, ProgrammeWords.Programme, AimHasActivity),
        new(Rule.AimIsMeasurable, Severity.Must, Part.Aims, ProgrammeWords.ClearAims, AimIsMeasurable),
        new(Rule.EveryMemberIsReached, Severity.Must, Part.Reach, ProgrammeWords.Programme, EveryMemberIsReached),
        new(Rule.ActivityInYear, Severity.Must, Part.Programme, ProgrammeWords.Programme, ActivityInYear),
        new(Rule.NeedsOfStudentsAndTeachers, Severity.Must, Part.Evidence, ProgrammeWords.Evidence,
            NeedsOfStudentsAndTeachers),
        new(Rule.AimIsAmbitious, Severity.Must, Part.Aims, ProgrammeWords.Ambitious, AimIsAmbitious),
        new(Rule.EvidenceIsAnswered, Severity.Should, Part.Evidence, ProgrammeWords.Evidence, EvidenceIsAnswered),
        new(Rule.AimReachesEveryMember, Severity.Should, Part.Reach, ProgrammeWords.Programme, AimReachesEveryMember),
        new(Rule.ActivitiesAreSpread, Severity.Should, Part.Programme, ProgrammeWords.Sustained, ActivitiesAreSpread),
        new(Rule.Sustained, Severity.Should, Part.Direction, ProgrammeWords.Sustained, Sustained),
        new(Rule.AlignedWithFocus, Severity.Should, Part.Direction, ProgrammeWords.Coherent, AlignedWithFocus),
    ]);
}
