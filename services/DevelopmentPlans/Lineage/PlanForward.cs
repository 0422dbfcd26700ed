using Mastery.Contracts;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans;

/// <summary>What a new plan takes from a former one: pure.</summary>
/// <param name="from">The former plan.</param>
/// <param name="to">The new plan, without parts.</param>
sealed class PlanForward(PlanContent from, Plan to)
{
    const int DaysOfYear = 364;

    readonly Dictionary<Guid, Guid> _ids = [];
    readonly int _years =
        AcademicYear.Parse(to.AcademicYear).FirstYear - AcademicYear.Parse(from.Plan.AcademicYear).FirstYear;

    /// <summary>Whether an aim is still to be worked on.</summary>
    public static bool IsOpen(Aim aim) => aim.Status is Status.NotStarted or Status.InProgress;

    /// <summary>The plan of a later year: the aims that are not finished with their evidence, and, where wanted, the
    /// activities for them that have not been delivered.</summary>
    public PlanContent Roll(bool activities)
    {
        List<Aim> open = [.. from.Aims.Where(IsOpen)];
        var answered = open.SelectMany(aim => aim.EvidenceIds).ToHashSet();
        List<Evidence> evidence = [.. from.Evidence.Where(piece => answered.Contains(piece.Id)).Select(Copy)];
        List<Aim> aims = [.. open.Select(GoOn)];
        return new(to, evidence, aims, activities ? [.. from.Activities.Where(IsOpen).Select(Move)] : []);
    }

    /// <summary>A plan of the same shape for any department.</summary>
    public PlanContent Shape()
    {
        List<Aim> aims = [.. from.Aims.Where(aim => aim.Status != Status.Dropped).Select(Bare)];
        return new(
            to,
            [],
            aims,
            [
                .. from.Activities.Where(activity => activity.State != ActivityState.Cancelled).Select(activity =>
                    Move(activity) with { LedBy = "", WholeDepartment = true, Audience = [] }),
            ]);
    }

    bool IsOpen(Activity activity) =>
        activity.State == ActivityState.Planned && activity.AimIds.Any(_ids.ContainsKey);

    Evidence Copy(Evidence piece) => piece with { HubId = to.HubId, PlanId = to.Id, Id = NewId(piece.Id) };

    Aim GoOn(Aim aim) => Own(aim) with
    {
        EvidenceIds = New(aim.EvidenceIds),
        SuccessCriteria = [.. aim.SuccessCriteria.Select(GoOn)],
        ContinuesPlanId = from.Plan.Id,
        ContinuesId = aim.Id,
    };

    /// <summary>Where the former year ended, the new one begins. What was measured stays with the former
    /// year.</summary>
    SuccessCriterion GoOn(SuccessCriterion criterion) => criterion with
    {
        Baseline = criterion.Latest ?? criterion.Baseline,
        DueDate = criterion.DueDate?.AddYears(_years),
        Measurements = [],
    };

    Aim Bare(Aim aim) => Own(aim) with
    {
        Status = Status.NotStarted,
        EvidenceIds = [],
        SuccessCriteria = [.. aim.SuccessCriteria.Select(criterion => criterion with
        {
            Baseline = null,
            Target = null,
            DueDate = null,
            Measurements = [],
        })],
        ContinuesPlanId = null,
        ContinuesId = null,
    };

    Aim Own(Aim aim) => aim with { HubId = to.HubId, PlanId = to.Id, Id = NewId(aim.Id) };

    /// <summary>A Thursday after school stays a Thursday: years are moved on by 52 weeks.</summary>
    Activity Move(Activity activity) => activity with
    {
        HubId = to.HubId,
        PlanId = to.Id,
        Id = NewId(activity.Id),
        AimIds = New(activity.AimIds),
        StartDate = activity.StartDate.AddDays(DaysOfYear * _years),
        EndDate = activity.EndDate.AddDays(DaysOfYear * _years),
        State = ActivityState.Planned,
        DeliverDate = null,
        Attendances = [],
    };

    Guid[] New(Guid[] ids) => [.. ids.Where(_ids.ContainsKey).Select(id => _ids[id])];

    Guid NewId(Guid id) => _ids[id] = Guid.CreateVersion7();
}
