using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Status = Mastery.Participants.V1.Participant.Types.Specialist.Types.Status;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>The routes into a project. A department needs one of them.</summary>
static class RouteRules
{
    public static RuleResult Evaluate(EligibilityRoute route, EligibilityFacts facts) => route.RouteCase switch
    {
        EligibilityRoute.RouteOneofCase.PreviousStage => PreviousStage(route.Rule, route.PreviousStage, facts),
        EligibilityRoute.RouteOneofCase.Specialist => Specialist(route.Rule, route.Specialist, facts),
        _ when IsOpenToAll(route) =>
            EligibilityRules.Rule(
                route.Rule, Verdict.Met, $"The project is open to it: {route.Title}.", facts.Department),
        _ => EligibilityRules.Rule(route.Rule, Verdict.Unknown,
            $"\"{route.Title}\" is not a rule that can be checked: a person must look."),
    };

    /// <summary>A route with a title only is open to every department. A route with other content is of a kind that a
    /// later version of the contract adds; this version cannot check it.</summary>
    static bool IsOpenToAll(EligibilityRoute route) =>
        route.CalculateSize() == new EligibilityRoute { Rule = route.Rule, Title = route.Title }.CalculateSize();

    static RuleResult PreviousStage(string rule, EligibilityRoute.Types.PreviousStage wanted, EligibilityFacts facts)
    {
        List<ParticipationFact> all = [.. facts.Participations.Where(past => past.Stage == wanted.Stage
            && string.CompareOrdinal(past.AcademicYear, wanted.LatestAcademicYear) <= 0)];
        List<ParticipationFact> confirmed = [.. all.Where(past => past.Confirmed)];
        var what = $"a {Words(wanted.Stage)} Work Group in or before {wanted.LatestAcademicYear}";
        if (confirmed.Count > 0)
        {
            return EligibilityRules.Rule(
                rule, Verdict.Met, $"The department took part in {what}{Under(confirmed, facts.School)}.",
                Evidence(confirmed, facts.School));
        }

        if (all.Count > 0)
        {
            return EligibilityRules.Rule(rule, Verdict.Unknown,
                $"A school that may be a predecessor took part in {what}: confirm the succession of {facts.School} in "
                    + "the directory.",
                Evidence(all, facts.School));
        }

        return facts.Directory is null
            ? EligibilityRules.Rule(rule, Verdict.Unknown,
                $"No participation in {what} is recorded, and {facts.School} is not in the directory, so its "
                    + "predecessors are not known.")
            : EligibilityRules.Rule(rule, Verdict.NotMet,
                $"No participation in {what} is recorded for the department or its school's predecessors: if there was "
                    + "one, record it.");
    }

    static RuleResult Specialist(string rule, EligibilityRoute.Types.SpecialistCohorts wanted, EligibilityFacts facts)
    {
        var cohorts = $"of cohorts {wanted.FirstCohort} to {wanted.LastCohort} ({Words(wanted.Phase)})";
        List<SpecialistFact> fitting = [.. facts.Specialists.Where(specialist => specialist.Cohort >= wanted.FirstCohort
            && specialist.Cohort <= wanted.LastCohort && (int)specialist.Phase == (int)wanted.Phase)];
        List<string> trained = [.. Names(fitting, Status.Trained)];
        if (trained.Count > 0)
        {
            return EligibilityRules.Rule(
                rule, Verdict.Met, $"A trained Mastery Specialist {cohorts} works in the department.", trained);
        }

        List<string> training = [.. Names(fitting, Status.InTraining)];
        return training.Count > 0
            ? EligibilityRules.Rule(rule, Verdict.Unknown,
                $"A Mastery Specialist {cohorts} works in the department and is still in training: a person must look.",
                training)
            : EligibilityRules.Rule(rule, Verdict.NotMet,
                $"No trained Mastery Specialist {cohorts} is recorded in the department: if there is one, record the "
                    + "training.");
    }

    static IEnumerable<string> Names(IEnumerable<SpecialistFact> specialists, Status status) =>
        specialists.Where(specialist => specialist.Status == status).Select(specialist => specialist.Name);

    /// <summary>The participations, and the predecessor schools under which they took place.</summary>
    static IEnumerable<string> Evidence(IReadOnlyList<ParticipationFact> participations, string school) =>
        participations.Select(past => past.Name).Concat(Predecessors(participations, school));

    static string Under(IReadOnlyList<ParticipationFact> participations, string school) =>
        participations.Any(past => past.School == school) || !Predecessors(participations, school).Any()
            ? ""
            : $", under {string.Join(" and ", Predecessors(participations, school))}";

    static IEnumerable<string> Predecessors(IEnumerable<ParticipationFact> participations, string school) =>
        participations.Select(past => past.School).Where(past => past != school).Distinct();

    static string Words(Stage stage) => stage switch
    {
        Stage.Development => "Development",
        Stage.Embedding => "Embedding",
        Stage.Sustaining => "Sustaining",
        Stage.Local => "local",
        _ => "former",
    };

    static string Words(Phase phase) => phase switch
    {
        Phase.Primary => "primary",
        Phase.Secondary => "secondary",
        Phase.Post16 => "post-16",
        _ => "any phase",
    };
}
