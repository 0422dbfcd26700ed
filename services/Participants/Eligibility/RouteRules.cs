using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;
using static Mastery.Participants.Wording;
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
        _ when IsOpenToAll(route) => EligibilityRules.Rule(
            route.Rule, Verdict.Met, $"Open to this department: {route.Title}.", "", facts.Department),
        _ => EligibilityRules.Rule(route.Rule, Verdict.Unknown,
            $"\"{route.Title}\" is not a rule that can be checked by this service: the hub decides.", ""),
    };

    /// <summary>A route with a title only is open to every department. A route with other content is of a kind that a
    /// later version of the contract adds; this version cannot check it.</summary>
    static bool IsOpenToAll(EligibilityRoute route) =>
        route.CalculateSize() == new EligibilityRoute { Rule = route.Rule, Title = route.Title }.CalculateSize();

    static RuleResult PreviousStage(string rule, EligibilityRoute.Types.PreviousStage wanted, EligibilityFacts facts)
    {
        var all = facts.Participations;
        List<ParticipationFact> inTime = [.. all.Where(past => past.Stage == wanted.Stage
            && string.CompareOrdinal(past.AcademicYear, wanted.LatestAcademicYear) <= 0)];
        List<ParticipationFact> certain = [.. inTime.Where(past => past.Confirmed)];
        List<ParticipationFact> late = [.. all.Where(past => past.Stage == wanted.Stage).Except(inTime)];
        List<ParticipationFact> later = [.. all.Where(past => Follows(past.Stage, wanted.Stage)
            && !late.Any(one => string.CompareOrdinal(one.AcademicYear, past.AcademicYear) < 0))];
        var (stage, year) = (Of(wanted.Stage), AcademicYear.Slashed(wanted.LatestAcademicYear));
        var subject = Of(facts.Subject);
        RuleResult Result(Verdict verdict, string explanation, IReadOnlyList<ParticipationFact> found) =>
            EligibilityRules.Rule(
                rule, verdict, explanation,
                $"stage={Enums.Text(wanted.Stage)} latest={wanted.LatestAcademicYear} found={Found(found)}",
                Evidence(found, facts.School));
        if (certain.Count > 0)
        {
            return Result(Verdict.Met,
                $"The {subject} department took part in {And(certain.Select(past => Told(past, facts)))}.",
                certain);
        }

        if (inTime.Count > 0)
        {
            return Result(Verdict.Unknown,
                $"{And(inTime.Select(past => Told(past, facts)))} would count, but it is not certain that "
                    + $"{facts.SchoolName} came from {(inTime.DistinctBy(past => past.School).Count() == 1
                        ? "that school"
                        : "those schools")}: the hub confirms it in the school directory.",
                inTime);
        }

        if (later.Count > 0)
        {
            return Result(Verdict.Unknown,
                $"{And(later.Select(past => Told(past, facts)))} {Plural(later.Count, "is", "are")} on record and "
                    + $"normally {Plural(later.Count, "follows", "follow")} a {stage} year, but no such year is: the "
                    + "hub records the missing year, or sets this rule aside.",
                later);
        }

        if (late.Count > 0)
        {
            return Result(Verdict.NotMet,
                $"{And(late.Select(past => Told(past, facts)))} {Plural(late.Count, "is", "are")} too late: "
                    + $"{stage} in {year} or before counts.",
                late);
        }

        return facts.Directory is null
            ? Result(Verdict.Unknown,
                $"No {stage} year is on record, and {facts.SchoolName} is not in the school directory, so it is "
                    + "not known which schools it came from.",
                [])
            : Result(Verdict.NotMet,
                $"No {stage} year in {year} or before is on record for the {subject} department of "
                    + $"{facts.SchoolName} or of a school that it came from. If there was one, tell the hub.",
                []);
    }

    static RuleResult Specialist(string rule, EligibilityRoute.Types.SpecialistCohorts wanted, EligibilityFacts facts)
    {
        var cohorts = wanted.FirstCohort == wanted.LastCohort
            ? $"Cohort {wanted.FirstCohort}"
            : $"Cohorts {wanted.FirstCohort} to {wanted.LastCohort}";
        List<SpecialistFact> phase = [.. facts.Specialists.Where(one => (int)one.Phase == (int)wanted.Phase)];
        List<SpecialistFact> fitting = [.. phase.Where(one =>
            one.Cohort >= wanted.FirstCohort && one.Cohort <= wanted.LastCohort)];
        List<SpecialistFact> trained = [.. fitting.Where(one => one.Status == Status.Trained)];
        List<SpecialistFact> training = [.. fitting.Where(one => one.Status == Status.InTraining)];
        List<SpecialistFact> others = [.. phase.Except(fitting).Where(one => one.Status == Status.Trained)];
        var specialist = $"{Capital(Words(wanted.Phase))} Mastery Specialist";
        RuleResult Result(Verdict verdict, string explanation, IReadOnlyList<SpecialistFact> found) =>
            EligibilityRules.Rule(
                rule, verdict, explanation,
                $"cohorts={wanted.FirstCohort}-{wanted.LastCohort} phase={Enums.Text(wanted.Phase)} "
                    + $"found={string.Join(',', found.Select(one => $"{one.Cohort}:{Enums.Text(one.Status)}"))}",
                found.Select(one => one.Name));
        return (trained, training, others) switch
        {
            ({ Count: > 0 }, _, _) => Result(Verdict.Met,
                $"{And(trained.Select(Told))}, trained as {specialist}{Plural(trained.Count, "", "s")}, "
                    + $"{Plural(trained.Count, "works", "work")} in the department.",
                trained),
            (_, { Count: > 0 }, _) => Result(Verdict.Unknown,
                $"{And(training.Select(Told))} {Plural(training.Count, "works", "work")} in the department and "
                    + $"{Plural(training.Count, "is", "are")} still in training as "
                    + $"{specialist}{Plural(training.Count, "", "s")}: the hub decides.",
                training),
            (_, _, { Count: > 0 }) => Result(Verdict.NotMet,
                $"{And(others.Select(Told))} {Plural(others.Count, "works", "work")} in the department; "
                    + $"this year is for {specialist}s of {cohorts}.",
                others),
            _ => Result(Verdict.NotMet,
                $"No {specialist} trained in {cohorts} is on record in the department. If one works there, tell the "
                    + "hub.",
                []),
        };
    }

    /// <summary>Whether a stage comes after another on the road Development, Embedding, Sustaining.</summary>
    static bool Follows(Stage stage, Stage earlier) =>
        stage is Stage.Embedding or Stage.Sustaining && earlier is Stage.Development or Stage.Embedding
        && stage > earlier;

    /// <summary>What took place, and at which school if that was another.</summary>
    static string Told(ParticipationFact past, EligibilityFacts facts) => past.School == facts.School
        ? Of(past)
        : past.SchoolName.Length > 0
            ? $"{Of(past)} as {past.SchoolName}"
            : $"{Of(past)} as the school with URN {Urn(past)}";

    static string Told(SpecialistFact specialist) => $"{specialist.DisplayName} (Cohort {specialist.Cohort})";

    static string Urn(ParticipationFact past) => past.School["schools/".Length..];

    static string Found(IEnumerable<ParticipationFact> found) => string.Join(',', found.Select(past =>
        $"{past.AcademicYear}:{Enums.Text(past.Stage)}:{Urn(past)}"));

    /// <summary>The resources that record it, and the schools under which it took place where that is another, or where
    /// another hub recorded it.</summary>
    static IEnumerable<string> Evidence(IReadOnlyList<ParticipationFact> participations, string school) =>
        participations.SelectMany(past => past.Names)
            .Concat(participations.Where(past => past.School != school || past.Names.Count == 0)
                .Select(past => past.School))
            .Distinct();

    static string Words(Phase phase) => phase switch
    {
        Phase.Primary => "primary",
        Phase.Secondary => "secondary",
        Phase.Post16 => "post-16",
        _ => "",
    };
}
