using Mastery.Common.V1;
using Mastery.DevelopmentPlans.V1;
using AimTypes = Mastery.DevelopmentPlans.V1.Aim.Types;
using CriterionTypes = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types;
using EvidenceKind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.Cli.Demo;

/// <summary>What a department writes in its plan.</summary>
/// <param name="Title">The title.</param>
/// <param name="Vision">Where it wants to be.</param>
/// <param name="Evidence">What students and teachers need.</param>
/// <param name="Aims">The aims.</param>
/// <param name="Programme">What is done.</param>
sealed partial record DemoPlanText(
    string Title,
    string Vision,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<DemoAim> Aims,
    IReadOnlyList<DemoActivity> Programme)
{
    static Evidence Of(
        EvidenceKind kind, string day, string finding, NeedsOf[] needs, Evidence.Types.Measure? measure = null) =>
        new() { Kind = kind, CollectDate = day, Finding = finding, NeedsOf = { needs }, Measure = measure };

    static Evidence.Types.Measure Measured(string label, double value, string unit = "%") =>
        new() { Label = label, Value = value, Unit = unit };

    static Aim Aim(
        string statement,
        string heading,
        AimTypes.Horizon horizon,
        BigIdea[] ideas,
        params AimTypes.SuccessCriterion[] criteria) => new()
        {
            Statement = statement,
            OutcomeHeading = heading,
            BigIdeas = { ideas },
            Horizon = horizon,
            Status = AimTypes.Status.InProgress,
            SuccessCriteria = { criteria },
        };

    static AimTypes.SuccessCriterion Rises(
        string statement, double baseline, double target, string day, string unit = "%") =>
        Moves(CriterionTypes.Direction.Increase, statement, baseline, target, day, unit);

    static AimTypes.SuccessCriterion Falls(
        string statement, double baseline, double target, string day, string unit = "%") =>
        Moves(CriterionTypes.Direction.Decrease, statement, baseline, target, day, unit);

    static AimTypes.SuccessCriterion Holds(string statement, double value, string day, string unit = "%") =>
        Moves(CriterionTypes.Direction.Maintain, statement, value, value, day, unit);

    static AimTypes.SuccessCriterion Seen(string statement, string observer, string day) =>
        new() { Statement = statement, Observer = observer, DueDate = day };

    static AimTypes.SuccessCriterion Moves(
        CriterionTypes.Direction direction,
        string statement,
        double baseline,
        double target,
        string day,
        string unit) =>
        new()
        {
            Statement = statement,
            Direction = direction,
            Baseline = baseline,
            Target = target,
            Unit = unit,
            DueDate = day,
        };
}

/// <summary>An aim, and the places of the evidence on which it rests.</summary>
sealed record DemoAim(Aim Aim, params int[] Evidence);

/// <summary>An activity, and the places of the aims that it serves.</summary>
/// <param name="Activity">The activity, without people and aims.</param>
/// <param name="Aims">The aims that it serves.</param>
sealed record DemoActivity(Activity Activity, params int[] Aims)
{
    /// <summary>Who leads it, by the place in the department; null for nobody.</summary>
    public int? Leader { get; init; }

    /// <summary>Whom it is for, by their places; null for the whole department.</summary>
    public int[]? For { get; init; }

    public static DemoActivity On(
        string day, Activity.Types.Kind kind, string title, int? leader, params int[] aims) =>
        new(new Activity { Title = title, Kind = kind, StartDate = day, EndDate = day }, aims) { Leader = leader };

    /// <summary>The activity with its people and aims.</summary>
    public Activity With(IReadOnlyList<string> people, IReadOnlyList<string> aims)
    {
        var activity = Activity.Clone();
        activity.Aims.Add(Aims.Select(place => aims[place]));
        activity.LedBy = Leader is { } leader ? people[leader] : "";
        activity.WholeDepartment = For is null;
        activity.Audience.Add((For ?? []).Select(place => people[place]));
        return activity;
    }
}
