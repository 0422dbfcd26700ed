using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans;

/// <summary>Aims are based on evidence of need.</summary>
static class EvidenceRules
{
    public static IEnumerable<Check> AimRestsOnEvidence(PlanSnapshot snapshot) => snapshot.Aims.Select(aim => new Check(
        aim.Name,
        aim.EvidenceIds.Length > 0,
        "The aim rests on no evidence.",
        "Name in its evidence what shows the need, with UpdateAim; add it with CreateEvidence if it is missing."));

    public static IEnumerable<Check> EvidenceIsAnswered(PlanSnapshot snapshot)
    {
        var answered = snapshot.Aims.SelectMany(aim => aim.EvidenceIds).ToHashSet();
        return snapshot.Evidence.Select(evidence => new Check(
            evidence.Name,
            answered.Contains(evidence.Id),
            "No aim answers this evidence of need.",
            "Name it in the evidence of an aim, or delete it with DeleteEvidence where it shows no need after all."));
    }

    public static IEnumerable<Check> NeedsOfStudentsAndTeachers(PlanSnapshot snapshot) =>
    [
        Shows(snapshot, NeedsOf.Students, "students"),
        Shows(snapshot, NeedsOf.Teachers, "teachers"),
    ];

    static Check Shows(PlanSnapshot snapshot, NeedsOf needs, string whose) => new(
        snapshot.Plan,
        snapshot.Evidence.Any(evidence => evidence.NeedsOf.Contains(needs)),
        $"No evidence shows needs of {whose}.",
        $"Add evidence of what {whose} need, with CreateEvidence.");
}
