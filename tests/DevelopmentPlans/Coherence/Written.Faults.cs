using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>The strong plan with one fault, and the rule that finds it.</summary>
sealed record Fault(Rule Rule, PlanSnapshot Plan);

static partial class Written
{
    /// <summary>Variants of the strong plan with one fault each.</summary>
    public static IReadOnlyDictionary<string, Fault> Faults { get; } =
        OfAims().Concat(OfEvidence()).Concat(OfProgramme()).ToDictionary(
            fault => fault.Name, fault => new Fault(fault.Rule, fault.Plan));

    static IEnumerable<(string Name, Rule Rule, PlanSnapshot Plan)> OfAims() =>
    [
        ("an aim of one word", Rule.AimIsClear, Strong.WithAim(0, aim => aim with { Statement = "Ratio" })),
        ("an aim in few words", Rule.AimSaysEnough,
            Strong.WithAim(2, aim => aim with { Statement = "Students explain their reasoning." })),
        ("two aims that say the same", Rule.AimsDiffer,
            Strong.WithAim(2, aim => aim with { Statement = Strong.Aims[1].Statement })),
        ("a target below the start where more is better", Rule.AimSuccessCanBeSeen, Strong.WithCriterion(2, criterion =>
            criterion with { Direction = Direction.Increase, Baseline = 70, Target = 40, Unit = "%" })),
        ("a target of 170 %", Rule.AimSuccessCanBeSeen, Strong.WithCriterion(2, criterion =>
            criterion with { Direction = Direction.Increase, Baseline = 70, Target = 170, Unit = "%" })),
        ("due on the day of the first activity", Rule.AimSuccessCanBeSeen, Due(new(2024, 7, 8))),
        ("due in 2019", Rule.AimSuccessCanBeSeen, Due(new(2019, 7, 4))),
        ("due in 2040", Rule.AimSuccessCanBeSeen, Due(new(2040, 7, 4))),
        ("due never", Rule.AimSuccessCanBeSeen, Due(null)),
        ("seen by nobody", Rule.AimSuccessCanBeSeen,
            Strong.WithCriterion(1, criterion => criterion with { Observer = "" })),
        ("a second criterion without a date", Rule.CriterionIsSound, Strong.WithAim(0, aim => aim with
        {
            SuccessCriteria = [aim.SuccessCriteria[0], aim.SuccessCriteria[1] with { DueDate = null }],
        })),
        ("everything held", Rule.PlanIsAmbitious, Strong.With(aims: [.. Strong.Aims.Select(Held)])),
        ("every aim met already", Rule.AimsAreStillToBeMet,
            Strong.With(aims: [.. Strong.Aims.Select(aim => aim with { Status = Status.Met })])),
        ("no aim beyond the year", Rule.Sustained, Strong.WithAim(0, aim => aim with { Horizon = Horizon.Medium })),
        ("a heading that is none", Rule.OutcomeHeadingIsKnown,
            Strong.WithAim(1, aim => aim with { OutcomeHeading = "Bananas" })),
        ("a theme that is none", Rule.EssenceThemeIsKnown,
            Strong.WithAim(1, aim => aim with { EssenceThemes = ["Precise mathematical language", "Fun"] })),
        ("nothing of the focus", Rule.AlignedWithFocus, Strong.With(
            aims: [.. Strong.Aims.Select(aim => aim with { OutcomeHeading = "", BigIdeas = [] })])),
    ];

    static IEnumerable<(string Name, Rule Rule, PlanSnapshot Plan)> OfEvidence() =>
    [
        ("an aim on no evidence", Rule.AimRestsOnEvidence, Strong.With(aims:
        [
            Strong.Aims[0] with { EvidenceIds = [.. Strong.Evidence.Select(piece => piece.Id)] },
            Strong.Aims[1],
            Strong.Aims[2] with { EvidenceIds = [] },
        ])),
        ("evidence of students only", Rule.NeedsOfStudentsAndTeachers, Strong.With(
            evidence: [.. Strong.Evidence.Select(piece => piece with { NeedsOf = [NeedsOf.Students] })])),
        ("evidence that no aim answers", Rule.EvidenceIsAnswered, Strong.With(evidence:
        [
            .. Strong.Evidence,
            Strong.Evidence[0] with { Id = Id(1, 5), Finding = "Half of Year 9 left the questions on algebra out." },
        ])),
        ("old evidence", Rule.EvidenceIsRecent,
            Strong.WithEvidence(0, piece => piece with { CollectDate = new(2022, 6, 19) })),
        ("evidence after what answers it", Rule.EvidenceComesFirst,
            Strong.WithEvidence(2, piece => piece with { CollectDate = new(2024, 10, 1) })),
        ("evidence in few words", Rule.EvidenceSaysEnough,
            Strong.WithEvidence(3, piece => piece with { Finding = "Students give short answers." })),
        ("the same evidence twice", Rule.EvidenceDiffers, Strong.With(
            evidence: [.. Strong.Evidence, Strong.Evidence[3] with { Id = Id(1, 5) }],
            aims:
            [
                Strong.Aims[0],
                Strong.Aims[1],
                Strong.Aims[2] with { EvidenceIds = [.. Strong.Aims[2].EvidenceIds, Id(1, 5)] },
            ])),
    ];

    static IEnumerable<(string Name, Rule Rule, PlanSnapshot Plan)> OfProgramme() =>
    [
        ("an aim that nothing serves", Rule.AimHasActivity, Strong.WithActivities(activity => activity with
        {
            AimIds = [.. activity.AimIds.Select(aim => aim == Strong.Aims[1].Id ? Strong.Aims[0].Id : aim).Distinct()],
        })),
        ("a colleague whom nothing is for", Rule.EveryMemberIsReached, Strong.WithActivities(activity => activity with
        {
            WholeDepartment = false,
            Audience = [.. People[..3].Select(member => member.Name)],
        })),
        ("two colleagues whom nothing is for", Rule.EveryMemberIsReached, Strong.WithActivities(one => one with
        {
            WholeDepartment = false,
            Audience = [People[0].Name, People[1].Name],
            LedBy = People[0].Name,
        })),
        ("a stranger in an audience", Rule.PeopleAreOfDepartment, Strong.WithActivity(3, activity => activity with
        {
            Audience = [.. activity.Audience, "hubs/h/participants/stranger"],
        })),
        ("a stranger who leads", Rule.PeopleAreOfDepartment,
            Strong.WithActivity(3, activity => activity with { LedBy = "hubs/h/participants/stranger" })),
        ("nothing in the spring term", Rule.ActivitiesAreSpread, Strong.WithActivities(activity =>
            activity.StartDate.Month <= 3 ? activity with { State = ActivityState.Cancelled } : activity)),
        ("an activity of the year after", Rule.ActivityInYear, Moved(7, new(2025, 10, 8))),
        ("an activity at Christmas", Rule.ActivityInTerm, Moved(2, new(2024, 12, 25))),
        ("an activity that serves no aim", Rule.ActivityServesAim,
            Strong.WithActivity(4, activity => activity with { AimIds = [] })),
        ("an activity for nobody", Rule.ActivityIsForSomeone,
            Strong.WithActivity(4, activity => activity with { WholeDepartment = false })),
        ("an activity in one word", Rule.ActivitySaysEnough,
            Strong.WithActivity(4, activity => activity with { Title = "INSET" })),
        ("nothing delivered by March", Rule.ProgrammeIsUnderWay, Strong.With(state: PlanState.Agreed)),
    ];

    static PlanSnapshot Due(DateOnly? day) =>
        Strong.WithCriterion(2, criterion => criterion with { DueDate = day });

    static PlanSnapshot Moved(int place, DateOnly day) =>
        Strong.WithActivity(place, activity => activity with { StartDate = day, EndDate = day });

    static Aim Held(Aim aim) => aim with
    {
        SuccessCriteria =
        [
            .. aim.SuccessCriteria.Select(criterion => criterion with
            {
                Direction = Direction.Maintain,
                Baseline = 60,
                Target = 60,
                Unit = "%",
                Observer = "",
            }),
        ],
    };
}
