using Mastery.Common.V1;
using AimTypes = Mastery.DevelopmentPlans.V1.Aim.Types;
using EvidenceKind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using Kind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.Cli.Demo;

sealed partial record DemoPlanText
{
    /// <summary>A thin plan that is honest: it can be agreed, and could be better.</summary>
    public static DemoPlanText Thin { get; } = new(
        "From times tables to proportion",
        "",
        [
            Of(EvidenceKind.WorkScrutiny, "2024-09-20",
                "In 22 of 60 books of Year 7, scaling is done by repeated addition, also where the factor is 12; "
                    + "teachers skip the double number line, because they have never planned with one.",
                [NeedsOf.Students, NeedsOf.Teachers],
                Measured("Year 7 books with scaling by multiplication", 41)),
        ],
        [
            new(Aim(
                "Year 7 scale by multiplying.",
                "Practice development",
                AimTypes.Horizon.Medium,
                [],
                Seen("Year 7 students show scaling on a double number "
                    + "line", "Helen Sykes, in books", "2025-06-20")), 0),
        ],
        [
            DemoActivity.On("2024-11-13", Kind.Workshop, "Double number lines: a sequence of six tasks", 0, 0),
            DemoActivity.On("2025-01-15", Kind.Observation, "The first task in three Year 7 classes", 1, 0),
        ]);

    /// <summary>A plan of which nothing holds together, as it may be typed in a hurry from last year's file.</summary>
    public static DemoPlanText Incoherent { get; } = new(
        "Thinking mathematically, aloud",
        "All students will be successful.",
        [
            Of(EvidenceKind.Assessment, "2021-07-09", "GCSE results were below average.", [NeedsOf.Students]),
            Of(EvidenceKind.StudentVoice, "2025-03-21", "Students like puzzles and want to do more of them in lessons.",
                [NeedsOf.Students]),
        ],
        [
            new(Aim("Students explain more.", "", AimTypes.Horizon.Unspecified, [])),
            new(Aim(
                "Raise attainment across the whole department.", "", AimTypes.Horizon.Short, [],
                Rises("Attainment at the end of Year 11", 70, 40, "2024-09-02")), 0),
            new(Aim(
                "Raise attainment across the whole of the department.", "", AimTypes.Horizon.Unspecified, [],
                Seen("Attainment rises", "", "2025-07-18")), 0),
        ],
        [
            new(new()
            {
                Title = "Mastery",
                Kind = Kind.Other,
                StartDate = "2024-09-01",
                EndDate = "2025-08-31",
            }, 1) { For = [] },
            DemoActivity.On("2024-12-25", Kind.Workshop, "Reasoning in lessons, an "
                + "introduction", 0, 0) with { For = [1] },
            DemoActivity.On("2024-12-13", Kind.Other, "Department meal and quiz", 0),
            DemoActivity.On("2023-10-11", Kind.Workshop, "Introduction to the new scheme of "
                + "work", 0, 2) with { For = [1] },
        ]);

    public static DemoPlanText Trentside { get; } = new(
        "Homework that varies one thing at a time",
        "Homework is the second half of the lesson, not another lesson.",
        [
            Of(EvidenceKind.StudentVoice, "2024-09-27",
                "Students call homework \"ten of the same\". 18 of 90 could say what changes from one question to "
                    + "the next.",
                [NeedsOf.Students],
                Measured("Students who can say what changes", 20)),
            Of(EvidenceKind.CurriculumReview, "2024-10-04",
                "Homework comes from four sources, and none of them is matched to the lesson before it.",
                [NeedsOf.Teachers]),
        ],
        [
            new(Aim(
                "Every homework in Year 8 varies one thing at a time, and students say what.",
                "Departmental policies and approaches",
                AimTypes.Horizon.Long,
                [BigIdea.Variation],
                Rises("Students who can say what changes", 20, 60, "2025-05-23")), 0, 1),
        ],
        [
            DemoActivity.On("2024-11-20", Kind.Workshop, "What variation is, by our own homework", 0, 0),
            DemoActivity.On("2025-01-22", Kind.GapTask, "One homework, rewritten in pairs", 1, 0),
            DemoActivity.On("2025-03-19", Kind.CollaborativePlanning, "Marking it together", 0, 0),
        ]);
}
