using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What a department can do about a finding: each of the ways that its sentence offers. Where it offers a
/// choice of days, aims or activities, each choice is a way.</summary>
sealed partial class Mends(PlanSnapshot plan, V1.Finding finding)
{
    static readonly DateOnly Early = new(2024, 6, 10);

    IReadOnlyList<Aim> Aims => plan.Content.Aims;

    /// <summary>A number that no part has.</summary>
    int Next => 100 * (1 + plan.Content.Evidence.Count + Aims.Count + plan.Content.Activities.Count);

    public IEnumerable<PlanSnapshot> All() => OfAims() ?? OfEvidence() ?? OfProgramme()
        ?? throw new InvalidOperationException($"nothing is known to do about {finding.Rule}");

    IEnumerable<PlanSnapshot>? OfAims() => finding.Rule switch
    {
        Rule.PlanHasAims or Rule.AimsAreStillToBeMet => [WithWholeAim(FirstDay)],
        Rule.AimIsClear or Rule.AimSaysEnough => [OnAim(aim => aim with { Statement = Text(aim.Id) })],
        Rule.AimRestsOnEvidence => [WithNewEvidence(aim => aim.Name == finding.Subject)],
        Rule.AimSuccessCanBeSeen =>
            Days().Reverse().Select(day => OnAim(aim => aim with { SuccessCriteria = [Seen(day)] })),
        Rule.CriterionIsSound => OfCriteria(Aims.Single(aim => aim.Name == finding.Subject).SuccessCriteria),
        Rule.PlanIsAmbitious => OnEachAim(Ambitious),
        Rule.AimsDiffer => [plan.With(aims: [.. Aims.Select(aim =>
            IsAlike(aim.Name) ? aim with { Statement = Text(aim.Id) } : aim)])],
        Rule.OutcomeHeadingIsKnown => [OnAim(aim => aim with { OutcomeHeading = "" })],
        Rule.EssenceThemeIsKnown => [OnAim(aim => aim with { EssenceThemes = [] })],
        Rule.Sustained => OnEachAim(aim => aim with { Horizon = Horizon.Long }),
        Rule.AlignedWithFocus => OnEachAim(aim => aim with { OutcomeHeading = "Practice development" }),
        _ => null,
    };

    IEnumerable<PlanSnapshot>? OfEvidence() => finding.Rule switch
    {
        Rule.NeedsOfStudentsAndTeachers => plan.Content.Evidence.Count == 0
            ? [WithNewEvidence(aim => plan.Aims is [var first, ..] && aim.Id == first.Id)]
            : plan.Content.Evidence.Select((_, place) => plan.WithEvidence(
                place, piece => piece with { NeedsOf = [NeedsOf.Students, NeedsOf.Teachers] })),
        Rule.EvidenceIsAnswered => OnEachAim(
            aim => aim with { EvidenceIds = [.. aim.EvidenceIds, IdOf(finding.Subject)] })
            .Append(plan.With(evidence: [.. plan.Content.Evidence.Where(piece => piece.Name != finding.Subject)])),
        Rule.EvidenceIsRecent or Rule.EvidenceComesFirst => [OnEvidence(piece => piece with { CollectDate = Early })],
        Rule.EvidenceSaysEnough => [OnEvidence(piece => piece with { Finding = Text(piece.Id) })],
        Rule.EvidenceDiffers => [plan.With(evidence: [.. plan.Content.Evidence.Select(piece =>
            IsAlike(piece.Name) ? piece with { Finding = Text(piece.Id) } : piece)])],
        _ => null,
    };

    /// <summary>The criterion that cannot be seen is put right, or left out.</summary>
    IEnumerable<PlanSnapshot> OfCriteria(IReadOnlyList<SuccessCriterion> all) =>
        Enumerable.Range(0, all.Count).SelectMany(wrong => Days().Reverse()
            .Select(day => all.Select((one, place) => place == wrong ? Seen(day) : one))
            .Append(all.Where((_, place) => place != wrong))
            .Select(criteria => OnAim(aim => aim with { SuccessCriteria = [.. criteria] })));

    static SuccessCriterion Seen(DateOnly day) => new()
    {
        Statement = "Students say why they multiply",
        Observer = "the head of department, in lesson visits",
        DueDate = day,
    };

    static Aim Ambitious(Aim aim) => aim with
    {
        SuccessCriteria =
        [
            .. aim.SuccessCriteria.Select(criterion => criterion.Direction == Direction.Maintain
                ? criterion with { Direction = Direction.Increase, Baseline = 1, Target = 99 }
                : criterion),
        ],
    };

    /// <summary>The plan with one more aim, on evidence of its own and with an activity on each of some days.</summary>
    PlanSnapshot WithWholeAim(params DateOnly[] days)
    {
        var aim = Written.Strong.Aims[1] with
        {
            Id = Written.Id(2, Next),
            Statement = Text(Written.Id(2, Next)),
            EvidenceIds = [],
            Status = Status.NotStarted,
        };
        var with = new Mends(plan.With(aims: [.. Aims, aim]), finding).WithNewEvidence(one => one.Id == aim.Id);
        return new Mends(with, finding).WithActivity(aim.Id, days);
    }

    PlanSnapshot WithNewEvidence(Func<Aim, bool> isAnswer)
    {
        var piece = Written.Strong.Evidence[2] with
        {
            Id = Written.Id(1, Next),
            Finding = Text(Written.Id(1, Next)),
            CollectDate = Early,
        };
        return plan.With(
            evidence: [.. plan.Content.Evidence, piece],
            aims:
            [
                .. Aims.Select(aim => isAnswer(aim) ? aim with { EvidenceIds = [.. aim.EvidenceIds, piece.Id] } : aim),
            ]);
    }

    IEnumerable<PlanSnapshot> OnEachAim(Func<Aim, Aim> change) =>
        Aims.Index().Where(aim => !aim.Item.Dropped).Select(aim => plan.WithAim(aim.Index, change));

    PlanSnapshot OnAim(Func<Aim, Aim> change) =>
        plan.With(aims: [.. Aims.Select(aim => aim.Name == finding.Subject ? change(aim) : aim)]);

    PlanSnapshot OnEvidence(Func<Evidence, Evidence> change) => plan.With(evidence:
        [.. plan.Content.Evidence.Select(piece => piece.Name == finding.Subject ? change(piece) : piece)]);

    /// <summary>Whether the finding says that a part is like its subject.</summary>
    bool IsAlike(string name) =>
        name != finding.Subject && finding.Hint.Contains(name, StringComparison.Ordinal);

    static Guid IdOf(string name) => Guid.Parse(name[^36..]);

    /// <summary>What no other part says.</summary>
    static string Text(Guid part) => $"In class {part:N} colleagues try out a double number line together.";
}
