using Mastery.Common.V1;
using AimTypes = Mastery.DevelopmentPlans.V1.Aim.Types;
using EvidenceKind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using Kind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.Cli.Demo;

sealed partial record DemoPlanText
{
    /// <summary>A strong plan: three aims of different kinds, each on evidence, and a programme from the July before to
    /// the September after.</summary>
    public static DemoPlanText Strong { get; } = new(
        "Multiplicative reasoning for everyone",
        "Students see when a situation is multiplicative and choose how to show it. Every teacher plans for that "
            + "with the same few representations, and lets students say why.",
        [
            Of(EvidenceKind.Assessment, "2024-06-19",
                "In the end-of-year test 34 % of Year 7 were secure in ratio and proportion: most of the others "
                    + "added where they should have multiplied.",
                [NeedsOf.Students],
                Measured("Year 7 students secure in ratio and proportion", 34)),
            Of(EvidenceKind.LessonObservation, "2024-06-26",
                "Ratio tables and double number lines were used in two of seven lessons; colleagues asked how to "
                    + "plan with them, and answered their own questions before students could.",
                [NeedsOf.Teachers]),
            Of(EvidenceKind.WorkScrutiny, "2024-07-02",
                "In 42 of 60 books exercises change several things from one question to the next; neither students nor "
                    + "teachers could say what a set of questions was meant to show.",
                [NeedsOf.Students, NeedsOf.Teachers],
                Measured("Books with exercises that vary one thing at a time", 30)),
            Of(EvidenceKind.StudentVoice, "2024-07-03",
                "Of 24 students asked, 19 said that a good answer in mathematics is a short and quick one.",
                [NeedsOf.Students]),
        ],
        [
            new(Aim(
                "Students in Years 7 and 8 recognise when a situation is multiplicative, and show it with a ratio "
                    + "table or a double number line.",
                "Practice development",
                AimTypes.Horizon.Long,
                [BigIdea.Fluency, BigIdea.RepresentationAndStructure],
                Rises("Year 8 students secure in ratio and proportion", 34, 60, "2025-06-27"),
                Holds("Year 8 students who complete the test", 95, "2025-06-27")), 0, 1),
            new(Aim(
                "Every teacher chooses exercises that vary one thing at a time, so that students notice what stays "
                    + "the same.",
                "Departmental policies and approaches",
                AimTypes.Horizon.Medium,
                [BigIdea.Variation],
                Seen("In each Key Stage 3 class, students say what changes from one question to the next and what "
                    + "does not",
                    "the head of department and a colleague, in lesson visits", "2025-05-23")), 2),
            new(Aim(
                "Students explain their reasoning in full sentences, and teachers wait until they have.",
                "Professional learning",
                AimTypes.Horizon.Medium,
                [BigIdea.MathematicalThinking],
                Falls("Answers of one word in ten minutes of talk with the whole "
                    + "class", 14, 5, "2025-07-04", "answers")),
                3, 1),
        ],
        [
            DemoActivity.On("2024-07-08", Kind.Workshop, "Launch: what our students find hard, and why", 0, 0, 1, 2),
            DemoActivity.On("2024-10-16", Kind.Workshop, "Ratio tables and double number lines, hands on", 1, 0),
            DemoActivity.On("2024-11-20", Kind.CollaborativePlanning, "Exercises that vary one thing at a time", 0, 1),
            DemoActivity.On("2025-01-22", Kind.LessonStudy, "When is it multiplicative? One lesson, taught "
                + "twice", 1, 0, 2)
                with { For = [2, 3] },
            DemoActivity.On("2025-02-05", Kind.GapTask, "Count the one-word answers in a lesson of your own", 0, 2),
            DemoActivity.On("2025-03-12", Kind.CollaborativePlanning, "The Year 8 unit on proportion, planned "
                + "together", 1,
                0, 1),
            DemoActivity.On("2025-06-11", Kind.Other, "A look at books: what do exercises show now?", 0, 1)
                with { For = [1, 2, 3] },
            DemoActivity.On("2025-09-10", Kind.Workshop, "Follow-up: what we keep, and what comes next", 0, 0, 1, 2),
        ]);
}
