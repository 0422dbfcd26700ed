using Mastery.Common.V1;
using Mastery.DevelopmentPlans.V1;
using ActivityKind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using AimTypes = Mastery.DevelopmentPlans.V1.Aim.Types;

namespace Mastery.Cli.Programme;

/// <summary>Example parts of a plan on multiplicative reasoning in Key Stage 3.</summary>
static class PlanParts
{
    /// <summary>What students need.</summary>
    public static Evidence StudentsNeed() => new()
    {
        Kind = Evidence.Types.Kind.Assessment,
        NeedsOf = { Evidence.Types.NeedsOf.Students },
        CollectDate = "2024-09-18",
        Finding =
            "Year 8 students multiply and divide when told to, and do not see when a situation is multiplicative.",
        Measure = new() { Label = "Year 8 students secure in ratio and proportion", Value = 34, Unit = "%" },
    };

    /// <summary>What teachers need.</summary>
    public static Evidence TeachersNeed() => new()
    {
        Kind = Evidence.Types.Kind.LessonObservation,
        NeedsOf = { Evidence.Types.NeedsOf.Teachers },
        CollectDate = "2024-09-25",
        Finding =
            "Ratio tables and double number lines appear in two of seven classrooms; colleagues ask how to plan with "
                + "them.",
    };

    /// <summary>An aim as in a first draft, without evidence or measure.</summary>
    public static Aim VagueAim() => new() { Statement = "Get better at ratio." };

    /// <summary>The same aim as the programme requires it: based on evidence, measurable and sustainable.</summary>
    public static Aim Aim(IEnumerable<string> evidence) => new()
    {
        Statement = "Every class in Key Stage 3 meets multiplicative reasoning through the same few representations.",
        OutcomeHeading = "Practice development",
        BigIdeas = { BigIdea.Fluency, BigIdea.RepresentationAndStructure },
        Evidence = { evidence },
        Horizon = AimTypes.Horizon.Long,
        Status = AimTypes.Status.InProgress,
        SuccessCriteria =
        {
            new AimTypes.SuccessCriterion
            {
                Statement = "Year 8 students secure in ratio and proportion",
                Direction = AimTypes.SuccessCriterion.Types.Direction.Increase,
                Baseline = 34,
                Target = 60,
                Unit = "%",
                DueDate = "2025-06-27",
            },
        },
    };

    /// <summary>A programme for the whole department, with an activity in each term.</summary>
    public static IEnumerable<Activity> Programme(string aim, string leader) =>
    [
        Activity(aim, leader, "Ratio tables and double number lines, hands on", ActivityKind.Workshop, "2024-10-16"),
        Activity(aim, leader, "Planning the Year 8 unit together", ActivityKind.CollaborativePlanning, "2025-02-05"),
        Activity(aim, leader, "Lesson study: when is it multiplicative?", ActivityKind.LessonStudy, "2025-05-14"),
    ];

    static Activity Activity(
        string aim, string leader, string title, ActivityKind kind, string day) => new()
        {
            Title = title,
            Kind = kind,
            Aims = { aim },
            StartDate = day,
            LedBy = leader,
            WholeDepartment = true,
        };
}
