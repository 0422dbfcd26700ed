using Mastery.Common.V1;
using Mastery.DevelopmentPlans.V1;
using ActivityKind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using AimTypes = Mastery.DevelopmentPlans.V1.Aim.Types;
using EvidenceKind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.Cli.Demo;

/// <summary>What a department of the demo year writes in its plan.</summary>
/// <param name="Title">The title.</param>
/// <param name="Vision">Where it wants to be.</param>
/// <param name="Evidence">What students and teachers need.</param>
/// <param name="Aim">The aim, without its evidence.</param>
/// <param name="Programme">What is done: title, kind and day.</param>
sealed record DemoPlanText(
    string Title,
    string Vision,
    Evidence[] Evidence,
    Aim Aim,
    (string Title, ActivityKind Kind, string Day)[] Programme)
{
    public static DemoPlanText HolmeEdge { get; } = new(
        "From times tables to proportion",
        "Students scale by multiplying, and can show what they did.",
        [
            Of(NeedsOf.Students, EvidenceKind.WorkScrutiny, "2024-09-20",
                "In 22 of 60 books of Year 7, scaling is done by repeated addition, also where the factor is 12.",
                new() { Label = "Year 7 books with scaling by multiplication", Value = 41, Unit = "%" }),
            Of(NeedsOf.Teachers, EvidenceKind.StaffVoice, "2024-10-02",
                "Five of six teachers skip the double number line, because they have never planned with one."),
        ],
        Measured(
            "Students in Years 7 and 8 scale by multiplying, and show it on a double number line.",
            "Professional learning", "Year 7 books with scaling by multiplication", 41, 70, "2025-06-20",
            BigIdea.RepresentationAndStructure),
        [
            ("Double number lines: a sequence of six tasks", ActivityKind.Workshop, "2024-11-13"),
            ("The first task in three Year 7 classes", ActivityKind.Observation, "2025-01-15"),
            ("A unit on proportion, written together", ActivityKind.CollaborativePlanning, "2025-03-12"),
        ]);

    public static DemoPlanText Trentside { get; } = new(
        "Homework that varies one thing at a time",
        "Homework is the second half of the lesson, not another lesson.",
        [
            Of(NeedsOf.Students, EvidenceKind.StudentVoice, "2024-09-27",
                "Students call homework \"ten of the same\". 18 of 90 could say what changes from one question to "
                    + "the next.",
                new() { Label = "Students who can say what changes", Value = 20, Unit = "%" }),
            Of(NeedsOf.Teachers, EvidenceKind.CurriculumReview, "2024-10-04",
                "Homework comes from four sources, and none of them is matched to the lesson before it."),
        ],
        Measured(
            "Every homework in Year 8 varies one thing at a time, and students say what.",
            "Departmental policies and approaches", "Students who can say what changes", 20, 60, "2025-05-23",
            BigIdea.Variation),
        [
            ("What variation is, by our own homework", ActivityKind.Workshop, "2024-11-20"),
            ("One homework, rewritten in pairs", ActivityKind.GapTask, "2025-01-22"),
            ("Marking it together", ActivityKind.CollaborativePlanning, "2025-03-19"),
        ]);

    /// <summary>The aim of a first draft.</summary>
    public static Aim Draft => new() { Statement = "Students explain more." };

    static Evidence Of(
        NeedsOf needs, EvidenceKind kind, string day, string finding, Evidence.Types.Measure? measure = null) =>
        new() { NeedsOf = { needs }, Kind = kind, CollectDate = day, Finding = finding, Measure = measure };

    static Aim Measured(
        string statement, string heading, string criterion, double baseline, double target, string day, BigIdea idea) =>
        new()
        {
            Statement = statement,
            OutcomeHeading = heading,
            BigIdeas = { idea },
            Horizon = AimTypes.Horizon.Long,
            Status = AimTypes.Status.InProgress,
            SuccessCriteria =
            {
                new AimTypes.SuccessCriterion
                {
                    Statement = criterion,
                    Direction = AimTypes.SuccessCriterion.Types.Direction.Increase,
                    Baseline = baseline,
                    Target = target,
                    Unit = "%",
                    DueDate = day,
                },
            },
        };
}
