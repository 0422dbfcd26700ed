using Mastery.Common.V1;
using Mastery.Contracts;
using ActivityKind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using EvidenceKind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using FeedbackKind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;
using FeedbackState = Mastery.DevelopmentPlans.V1.Feedback.Types.State;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A plan with everything that an export shows.</summary>
static class ExportExamples
{
    static readonly Guid PlanId = Id(1);

    static readonly Member[] Members =
        [new(Person("khan"), "Aisha Khan"), new(Person("okoro"), "Ben Okoro"), new(Person("price"), "Cleo Price")];

    public static DateOnly Today { get; } = new(2025, 4, 7);

    public static TermDates Terms { get; } = TermDates.ForEngland(AcademicYear.Parse("2024-25"));

    static ExportPeers Peers { get; } = new(
        "Holme Edge Academy",
        "Mathematics",
        "NCP24-14b, Developing fluency with multiplicative reasoning in Key Stage 3",
        new(Department: null),
        []);

    public static ExportPeers NoPeers { get; } = new(
        "", "", "NCP24-14b", ExportPeople.None, ["Names of people are not shown: they could not be looked up."]);

    public static PlanContent Plan { get; } = new(
        new()
        {
            HubId = "h",
            Id = PlanId,
            Enrolment = "hubs/h/workGroups/w/enrolments/e",
            Department = "hubs/h/departments/d",
            Focus = "projects/NCP24-14/foci/b",
            AcademicYear = "2024-25",
            Title = "Multiplicative reasoning for everyone",
            ContinuesId = Id(2),
            Vision = "Students recognise multiplicative situations and choose how to show them.\n"
                + "Colleagues plan with the same few representations, and talk about why.",
            State = PlanState.Agreed,
            AgreeTime = new(2024, 10, 3, 15, 30, 0, DateTimeKind.Utc),
            Revision = 27,
            RuleSetVersion = 2,
            UndeliveredReason = "The visit was cancelled twice, and the hall was closed in the autumn.",
        },
        [
            Evidence(11, EvidenceKind.Assessment, new(2024, 9, 18), "Year 8 students multiply and divide when told to, "
                + "and do not see when a situation is multiplicative.", NeedsOf.Students) with
            {
                MeasureLabel = "Year 8 students secure in ratio and proportion",
                MeasureValue = 34,
                MeasureUnit = "%",
            },
            Evidence(12, EvidenceKind.WorkScrutiny, new(2024, 9, 25), "Double number lines appear in two of seven "
                + "classrooms.\nColleagues ask how to plan with them.", NeedsOf.Students, NeedsOf.Teachers) with
            {
                Attachments =
                [
                    new("Year 8 books, a page of each", "https://files.example.sch.uk/maths/year8-books.pdf",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                ],
            },
        ],
        [
            Aim(21, Status.InProgress, Horizon.Long,
                "Every class in Key Stage 3 meets multiplicative reasoning through the same few representations.") with
            {
                ContinuesPlanId = Id(2),
                ContinuesId = Id(20),
                OutcomeHeading = "Practice development",
                BigIdeas = [BigIdea.Fluency, BigIdea.RepresentationAndStructure],
                EssenceThemes = ["Lesson design"],
                EvidenceIds = [Id(11), Id(12)],
                SuccessCriteria =
                [
                    Measured("Year 8 students secure in ratio and proportion", Direction.Increase, 34, 60, "%") with
                    {
                        Measurements = [new(new(2024, 12, 13), 41), new(new(2025, 3, 28), 52)],
                    },
                    Measured("Books in which scaling is done by repeated addition", Direction.Decrease, 22, 8, "books"),
                ],
            },
            Aim(22, Status.NotStarted, Horizon.Medium, "Colleagues plan units on proportion together.") with
            {
                OutcomeHeading = "Professional learning",
                EvidenceIds = [Id(12)],
                SuccessCriteria =
                [
                    new()
                    {
                        Statement = "Every unit on proportion has been planned by two colleagues",
                        Observer = "The second in department, in unit plans",
                        DueDate = new(2025, 6, 27),
                    },
                    Measured("Year 11 students with a positive progress score", Direction.Maintain, 95, 95, "%") with
                    {
                        Measurements = [new(new(2025, 1, 31), 94.5)],
                    },
                ],
            },
            Aim(23, Status.Dropped, Horizon.Short, "Parents see how we teach ratio."),
        ],
        [
            Activity(31, ActivityKind.Workshop, new(2024, 10, 16), "Ratio tables and double number lines", 21) with
            {
                WholeDepartment = true,
                LedBy = Person("khan"),
                Hours = 1.5,
                State = ActivityState.Delivered,
                DeliverDate = new(2024, 10, 16),
                Attendances = [new(Person("khan"), true), new(Person("okoro"), true), new(Person("price"), false)],
            },
            Activity(33, ActivityKind.LessonStudy, new(2025, 5, 14), "When is it multiplicative?", 21, 22) with
            {
                Audience = [Person("okoro"), Person("khan")],
                LedBy = Person("hughes"),
                EndDate = new(2025, 6, 4),
            },
            Activity(32, ActivityKind.SchoolVisit, new(2025, 3, 12), "A visit to Calder Vale", 22) with
            {
                Audience = [Person("price")],
                State = ActivityState.Cancelled,
            },
        ])
    {
        Reviews =
        [
            Review(41, new(2024, 12, 12), 12, "Withdrawn.", (21, Rating.Red)),
            Review(42, new(2024, 12, 12), 14, "A good start.", (21, Rating.Amber)) with { Corrects = Id(41) },
            Review(43, new(2025, 3, 27), 25, "", (21, Rating.Green), (22, Rating.Red), (29, Rating.Amber)),
        ],
        Feedback =
        [
            Feedback(51, FeedbackKind.Challenge, "How will you know that it is the ratio tables?") with
            {
                SchoolDisplayName = "Calder Vale Academy",
                SubjectKind = "aims",
                SubjectId = Id(21),
                Response = "Two Year 8 classes begin with them after half-term.",
                Resolution = "That will show it.",
                State = FeedbackState.Resolved,
            },
            Feedback(52, FeedbackKind.Support, "We can lend you our tasks on double number lines.") with
            {
                SubjectKind = "activities",
                SubjectId = Id(33),
            },
            Feedback(53, FeedbackKind.Challenge, "Who of you has not planned with a colleague yet?"),
        ],
    };

    /// <summary>The plan of the year before, which it continues.</summary>
    static PlanContent Former { get; } = new(
        Plan.Plan with
        {
            Id = Id(2),
            ContinuesId = null,
            AcademicYear = "2023-24",
            Title = "Ratio before algebra",
        },
        [],
        [
            Aim(20, Status.InProgress, Horizon.Long, "Every class in Year 7 meets the double number line.") with
            {
                PlanId = Id(2),
            },
        ],
        []);

    /// <summary>The plan's sheet, with the names of everyone.</summary>
    public static PlanSheet Sheet { get; } = Make(Plan);

    /// <summary>A plan that has just been created.</summary>
    public static PlanSheet Empty { get; } = PlanSheetMaker.Make(
        new(
            Plan.Plan with
            {
                State = PlanState.Draft,
                ContinuesId = null,
                AgreeTime = null,
                RuleSetVersion = 0,
                UndeliveredReason = "",
                Vision = "",
                Revision = 1,
            },
            [],
            [],
            []),
        [],
        NoPeers,
        Terms,
        Today);

    /// <summary>The sheet of a plan of the same department.</summary>
    public static PlanSheet Make(PlanContent plan) => PlanSheetMaker.Make(
        plan, [Former], Peers with { People = new(Department(plan.Activities)) }, Terms, Today);

    /// <summary>Three members, and the lead of the Work Group.</summary>
    static DepartmentOfPlan Department(IReadOnlyList<Activity> activities) => new(
        new(Members.Length, Members, Members.Select(one => one.Name).ToHashSet(), [Person("hughes")]),
        activities,
        Members.Append(new(Person("hughes"), "Dafydd Hughes"))
            .ToDictionary(one => one.Name, one => one.DisplayName));

    public static string Person(string id) => $"hubs/h/participants/{id}";

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    static Evidence Evidence(int id, EvidenceKind kind, DateOnly day, string finding, params NeedsOf[] needs) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Id(id),
        Kind = kind,
        CollectDate = day,
        Finding = finding,
        NeedsOf = needs,
    };

    static Aim Aim(int id, Status status, Horizon horizon, string statement) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Id(id),
        Statement = statement,
        Horizon = horizon,
        Status = status,
    };

    static SuccessCriterion Measured(string statement, Direction direction, double start, double target, string unit) =>
        new()
        {
            Statement = statement,
            Direction = direction,
            Baseline = start,
            Target = target,
            Unit = unit,
            DueDate = new(2025, 6, 27),
        };

    static Review Review(int id, DateOnly day, long revision, string summary, params (int Aim, Rating Rating)[] aims) =>
        new()
        {
            HubId = "h",
            PlanId = PlanId,
            Id = Id(id),
            ReviewDate = day,
            Summary = summary,
            PlanRevision = revision,
            AimReviews =
            [
                .. aims.Select(one => new AimReview
                {
                    AimId = Id(one.Aim),
                    Rating = one.Rating,
                    Narrative = $"Why it is {PlanWords.Of(one.Rating)}: what was seen in review {id}.",
                    Impact = $"What has changed by review {id}.",
                    NextStep = $"What follows review {id}.",
                }),
            ],
        };

    static Feedback Feedback(int id, FeedbackKind kind, string comment) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Id(id),
        Kind = kind,
        Department = "hubs/h/departments/n",
        Comment = comment,
        State = FeedbackState.Open,
        PlanRevision = 20,
        CreateTime = new(2024, 11, id - 30, 23, 30, 0, DateTimeKind.Utc),
    };

    static Activity Activity(int id, ActivityKind kind, DateOnly day, string title, params int[] aims) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Id(id),
        Title = title,
        Kind = kind,
        AimIds = [.. aims.Select(Id)],
        StartDate = day,
        EndDate = day,
        State = ActivityState.Planned,
    };
}
