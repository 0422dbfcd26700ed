using Mastery.Common.V1;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A plan of any parts, sound and unsound ones, made from a seed.</summary>
sealed class GeneratedPlan
{
    static readonly string[] Sentences =
    [
        "x", "Ratio", "Improve ratio", "Students explain more.", "Students in Year 7 show ratio with a bar model.",
        "Students in Year 8 show ratio with a bar model.", "Every teacher waits until students have finished a "
            + "sentence.",
        "Colleagues plan the unit on proportion together and try it.", "In 22 of 60 books scaling is repeated "
            + "addition.",
        "Ratio tables were used in two of seven lessons that were visited.",
    ];

    // None of the days is between two activities: spread over the terms may ask for an activity before such evidence,
    // and the order of evidence against it.
    static readonly DateOnly[] CollectDates =
        [new(2019, 5, 1), new(2023, 6, 14), new(2024, 6, 5), new(2024, 6, 20), new(2025, 8, 20), new(2031, 1, 1)];

    static readonly DateOnly[] Starts =
    [
        new(2023, 10, 4), new(2024, 7, 8), new(2024, 9, 4), new(2024, 10, 30), new(2024, 11, 13), new(2024, 12, 25),
        new(2025, 1, 15), new(2025, 2, 5), new(2025, 3, 12), new(2025, 5, 14), new(2025, 6, 11), new(2025, 8, 31),
        new(2025, 9, 10), new(2026, 1, 14),
    ];

    static readonly DateOnly?[] DueDates =
    [
        null, new(2019, 1, 1), new(2024, 9, 20), new(2024, 12, 13), new(2025, 2, 14), new(2025, 4, 2), new(2025, 6, 27),
        new(2026, 7, 3), new(2040, 1, 1),
    ];

    readonly Random _random;

    GeneratedPlan(int seed) => _random = new(seed);

    public static PlanSnapshot Of(int seed, int most = 4) => new GeneratedPlan(seed).Make(most);

    PlanSnapshot Make(int most)
    {
        List<Evidence> evidence = [.. Some(most, place => Evidence(place))];
        List<Aim> aims = [.. Some(most, place => Aim(place, evidence))];
        List<Activity> activities = [.. Some(2 * most, place => Activity(place, aims))];
        var state = Pick([PlanState.Draft, PlanState.Shared, PlanState.Agreed]);
        return Written.Strong.With(
            evidence, aims, activities, state, people: Chance(10)
                ? new(1, [], Written.Strong.People.OnRecord, [])
                : Written.Strong.People);
    }

    Evidence Evidence(int place) => Written.Strong.Evidence[0] with
    {
        Id = Written.Id(1, place),
        Finding = Pick(Sentences),
        CollectDate = Pick(CollectDates),
        NeedsOf = Pick<NeedsOf[]>([[NeedsOf.Students], [NeedsOf.Teachers], [NeedsOf.Students, NeedsOf.Teachers]]),
    };

    Aim Aim(int place, List<Evidence> evidence) => Written.Strong.Aims[0] with
    {
        Id = Written.Id(2, place),
        Statement = Pick(Sentences),
        OutcomeHeading = Pick(["", "Practice development", "Bananas"]),
        BigIdeas = Pick<BigIdea[]>([[], [BigIdea.Fluency], [BigIdea.Variation]]),
        EssenceThemes = Pick<string[]>([[], ["Precise mathematical language"], ["Fun"]]),
        EvidenceIds = [.. evidence.Where(_ => Chance(60)).Select(piece => piece.Id)],
        Horizon = Pick([Horizon.Unspecified, Horizon.Short, Horizon.Medium, Horizon.Long]),
        Status = Chance(20) ? Status.Met : Status.InProgress,
        SuccessCriteria = [.. Some(2, _ => Criterion())],
    };

    SuccessCriterion Criterion() => new()
    {
        Statement = Pick(Sentences),
        Direction = Pick([Direction.Unspecified, Direction.Increase, Direction.Decrease, Direction.Maintain]),
        Baseline = Chance(20) ? null : Pick([20.0, 60, 120]),
        Target = Chance(30) ? null : Pick([20.0, 60, 170]),
        Unit = Pick(["%", "marks", ""]),
        DueDate = Pick(DueDates),
        Observer = Chance(50) ? "the head of department" : "",
        Measurements = Chance(30) ? [new(new(2025, 3, 3), Pick([10.0, 60, 90]))] : [],
    };

    Activity Activity(int place, List<Aim> aims)
    {
        var start = Pick(Starts);
        return Written.Strong.Activities[0] with
        {
            Id = Written.Id(3, place),
            Title = Pick(["x", "INSET", "Bar models together", "A look at books"]),
            AimIds = [.. aims.Where(_ => Chance(50)).Select(aim => aim.Id)],
            StartDate = start,
            EndDate = Chance(80) ? start : start.AddDays(_random.Next(300)),
            WholeDepartment = Chance(40),
            Audience = [],
            LedBy = Pick(["", Written.People[0].Name, "hubs/h/participants/stranger"]),
            State = Pick(
                [ActivityState.Planned, ActivityState.Planned, ActivityState.Delivered, ActivityState.Cancelled]),
        } is { WholeDepartment: false } named
            ? named with
            {
                Audience =
                [
                    .. Written.People.Select(member => member.Name).Append("hubs/h/participants/stranger")
                        .Where(_ => Chance(25)),
                ],
            }
            : Written.Strong.Activities[0] with
            {
                Id = Written.Id(3, place),
                AimIds = [.. aims.Where(_ => Chance(50)).Select(aim => aim.Id)],
                StartDate = start,
                EndDate = start,
            };
    }

    IEnumerable<T> Some<T>(int most, Func<int, T> make) =>
        Enumerable.Range(1, _random.Next(most + 1)).Select(make);

    T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    bool Chance(int percent) => _random.Next(100) < percent;
}
