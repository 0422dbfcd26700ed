using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans;

/// <summary>Aims are based on evidence of need.</summary>
static class EvidenceRules
{
    public static IEnumerable<Check> AimRestsOnEvidence(PlanPicture picture) => picture.Aims.Select(aim => new Check(
        aim.Name,
        aim.EvidenceIds.Length > 0,
        "The aim rests on no evidence.",
        "Name in its evidence what shows the need, with UpdateAim; add it with CreateEvidence if it is missing."));

    public static IEnumerable<Check> EvidenceIsAnswered(PlanPicture picture)
    {
        var answered = picture.Aims.SelectMany(aim => aim.EvidenceIds).ToHashSet();
        return picture.Evidence.Select(evidence => new Check(
            evidence.Name,
            answered.Contains(evidence.Id),
            "No aim answers this evidence of need.",
            "Name it in the evidence of an aim, or delete it with DeleteEvidence where it shows no need after all."));
    }

    public static IEnumerable<Check> NeedsOfStudentsAndTeachers(PlanPicture picture) =>
    [
        Shows(picture, NeedsOf.Students, "students"),
        Shows(picture, NeedsOf.Teachers, "teachers"),
    ];

    static Check Shows(PlanPicture picture, NeedsOf needs, string whose) => new(
        picture.Plan,
        picture.Evidence.Any(evidence => evidence.Needs == needs),
        $"No evidence shows needs of {whose}.",
        $"Add evidence of what {whose} need, with CreateEvidence.");
}
