using Mastery.ServiceDefaults;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;

namespace Mastery.DevelopmentPlans;

/// <summary>Why a success criterion cannot be seen.</summary>
/// <param name="What">What is wrong, as the end of a sentence that begins with the criterion.</param>
/// <param name="Remedy">What to do, a sentence.</param>
sealed record CriterionProblem(string What, string Remedy)
{
    /// <summary>All problems of a criterion.</summary>
    public static IReadOnlyList<CriterionProblem> Of(SuccessCriterion criterion, Aim aim, PlanView view) =>
    [
        .. Texts.SaysSomething(
            criterion.Statement, criterion.IsObserved ? view.Bounds.Sentence : view.Bounds.Label)
            ? Array.Empty<CriterionProblem>()
            : [new("does not say what will be seen", "Put into words what it is.")],
        .. OfValues(criterion, view.Bounds),
        .. OfDate(criterion.DueDate, aim, view),
    ];

    static IEnumerable<CriterionProblem> OfValues(SuccessCriterion criterion, RuleBounds bounds) => criterion switch
    {
        { IsObserved: true } => [],
        { Baseline: null, Target: null } =>
        [
            new("has neither a target nor anyone who will see it",
                "Say what will be measured, from which value to which, or who will see it."),
        ],
        { Target: null } => [new("has a starting value and no target", "Say which value is aimed at.")],
        { Baseline: null } => [new("has a target and no starting value", "Say what the value is now.")],
        { Baseline: { } baseline, Target: { } target } =>
        [
            .. new[] { baseline, target }.Where(value => !IsPossible(value, criterion.Unit, bounds)).Take(1)
                .Select(value => new CriterionProblem(
                    $"has the value {Words.Value(value, criterion.Unit)}, which cannot be", "Correct it.")),
            .. OfDirection(criterion, baseline, target),
        ],
    };

    static IEnumerable<CriterionProblem> OfDirection(SuccessCriterion criterion, double baseline, double target)
    {
        var (from, to) = (Words.Value(baseline, criterion.Unit), Words.Value(target, criterion.Unit));
        return criterion.Direction switch
        {
            Direction.Increase when target <= baseline =>
            [
                new($"is to rise, but its target of {to} is not above the {from} at the start",
                    "Set a higher target, or say that the value is to fall or to be held."),
            ],
            Direction.Decrease when target >= baseline =>
            [
                new($"is to fall, but its target of {to} is not below the {from} at the start",
                    "Set a lower target, or say that the value is to rise or to be held."),
            ],
            Direction.Unspecified =>
                [new("does not say whether its value is to rise, to fall or to be held", "Say which.")],
            _ => [],
        };
    }

    static IEnumerable<CriterionProblem> OfDate(DateOnly? date, Aim aim, PlanView view)
    {
        if (date is not { } due)
        {
            return [new("has no date", "Say by when it will be seen.")];
        }

        var first = view.First(aim);
        var end = HorizonEnd(aim, first, view);
        return due <= Start(first, view)
            ?
            [
                new($"is due on {EnglandTime.Words(due)}, before anything can have changed: "
                    + (first is null
                        ? $"the plan’s year begins on {EnglandTime.Words(view.Snapshot.Year.Start)}"
                        : $"the aim’s first activity is {Words.Days(first)}"),
                    "Set a later date."),
            ]
            : due > end
                ? [
                    new(
                        $"is due on {EnglandTime.Words(due)}, and {Reaching(aim)} reaches to {EnglandTime.Words(end)}",
                        Earlier(aim)),
                ]
                : [];
    }

    /// <summary>The last day that the aim's horizon reaches. An aim without one reaches as far as any.</summary>
    static DateOnly HorizonEnd(Aim aim, Activity? first, PlanView view) => aim.Horizon switch
    {
        Horizon.Short => Start(first, view).AddMonths(view.Bounds.ShortHorizonMonths),
        Horizon.Medium => view.LastDay,
        _ => view.LastDay.AddYears(view.Bounds.LongHorizonYears - 1),
    };

    static DateOnly Start(Activity? first, PlanView view) =>
        first is null ? view.Snapshot.Year.Start : view.Begin(first);

    static string Reaching(Aim aim) => aim.Horizon switch
    {
        Horizon.Short => "an aim for a term",
        Horizon.Medium => "an aim for the year",
        _ => "a plan",
    };

    static string Earlier(Aim aim) => aim.Horizon is Horizon.Short or Horizon.Medium
        ? "Set an earlier date, or say that the aim looks further ahead."
        : "Set an earlier date.";

    static bool IsPossible(double value, string unit, RuleBounds bounds) =>
        double.IsFinite(value)
            && (!IsPercent(unit) || (value >= bounds.Percent.Least && value <= bounds.Percent.Most));

    static bool IsPercent(string unit) =>
        unit.Trim().ToUpperInvariant() is "%" or "PERCENT" or "PER CENT" or "PERCENTAGE";
}
