using Mastery.FocusCatalogue.V1;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using SchoolPhase = Mastery.Participants.V1.School.Types.Phase;
using Status = Mastery.Participants.V1.School.Types.Status;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>The conditions on a school. They are unknown for a school that is not in the directory.</summary>
static class SchoolRules
{
    public static IEnumerable<RuleResult> Evaluate(SchoolConditions? conditions, EligibilityFacts facts)
    {
        yield return Rule("school.open", facts, IsOpen, "is open", NotOpen(facts.Directory?.Status));
        if (conditions is null)
        {
            yield break;
        }

        if (conditions.StateFunded)
        {
            yield return Rule("school.state-funded", facts, school => school.StateFunded, "is state-funded",
                "is not state-funded, and this is for state-funded schools.");
        }

        if (conditions.InEngland)
        {
            yield return Rule("school.in-england", facts, school => school.InEngland, "is in England",
                "is not in England, and this is for schools in England.");
        }

        if (conditions.Phases.Count > 0)
        {
            var phases = Wording.Or(conditions.Phases.Select(Words));
            yield return Rule("school.phase", facts,
                school => Any(conditions.Phases.Select(phase => Serves(school, phase))),
                $"is a {phases} school", $"is not a {phases} school by its phase in the school directory.");
        }
    }

    static RuleResult Rule(string rule, EligibilityFacts facts, Func<SchoolFact, bool?> met, string yes, string no) =>
        facts.Directory is not { } school
            ? EligibilityRules.Rule(rule, Verdict.Unknown,
                $"{Wording.Capital(facts.SchoolName)} is not in the school directory yet: the hub imports it "
                    + "and judges again.",
                "")
            : met(school) switch
            {
                true => EligibilityRules.Rule(rule, Verdict.Met, $"{school.Name} {yes}.", "", facts.School),
                false => EligibilityRules.Rule(rule, Verdict.NotMet, $"{school.Name} {no}", "", facts.School),
                null => EligibilityRules.Rule(rule, Verdict.Unknown,
                    $"The school directory does not tell whether {school.Name} {yes}: the hub decides.", "",
                    facts.School),
            };

    static bool? IsOpen(SchoolFact school) => school.Status is Status.Open or Status.ProposedToClose;

    static string NotOpen(Status? status) => status == Status.ProposedToOpen
        ? "has not opened yet."
        : "has closed: if another school followed it, that school's department applies.";

    /// <summary>Whether one is true; unknown when none is and one is unknown.</summary>
    static bool? Any(IEnumerable<bool?> answers) => answers.Aggregate((bool?)false, (any, answer) => any | answer);

    static bool? Serves(SchoolFact school, Phase phase) => phase switch
    {
        Phase.Primary =>
            school.Phase is SchoolPhase.Primary or SchoolPhase.MiddleDeemedPrimary or SchoolPhase.AllThrough,
        Phase.Secondary => school.Secondary,
        Phase.Post16 => school.Phase is SchoolPhase.SixteenPlus,
        _ => false,
    };

    static string Words(Phase phase) => phase switch
    {
        Phase.Primary => "primary",
        Phase.Secondary => "secondary",
        Phase.Post16 => "post-16",
        _ => "different",
    };
}
