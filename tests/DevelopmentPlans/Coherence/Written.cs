using System.Globalization;
using Mastery.Cli.Demo;
using Mastery.Common.V1;
using Mastery.Contracts;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>The plans of the demonstration year as the rules see them, in a department of four and a colleague on
/// leave, on a day in March.</summary>
static partial class Written
{
    public static readonly DateTimeOffset Now = new(2025, 3, 24, 9, 0, 0, TimeSpan.Zero);

    public static readonly Member[] People =
    [
        new("hubs/h/participants/amara", "Amara Okafor"),
        new("hubs/h/participants/daniel", "Daniel Hirst"),
        new("hubs/h/participants/imran", "Imran Shah"),
        new("hubs/h/participants/zoe", "Zoë Priestley"),
    ];

    static readonly DateOnly Today = new(2025, 3, 24);

    public const string OnLeave = "hubs/h/participants/leave";

    public static readonly Plan Plan = new()
    {
        HubId = "h",
        Id = Id(0, 0),
        Enrolment = "hubs/h/workGroups/w/enrolments/e",
        Department = "hubs/h/departments/d",
        Focus = "projects/NCP24-14/foci/b",
        AcademicYear = "2024-25",
        Title = "Multiplicative reasoning",
        State = PlanState.Draft,
        Revision = 7,
    };

    static readonly FocusView Focus = new(
        3,
        new HashSet<BigIdea> { BigIdea.Fluency, BigIdea.RepresentationAndStructure },
        new HashSet<string>
        {
            "Student outcomes", "Departmental policies and approaches", "Practice development", "Professional learning",
        },
        new HashSet<string> { "Precise mathematical language", "Steps that build on prior learning" });

    public static PlanSnapshot Strong { get; } = Of(DemoPlanText.Strong);

    public static PlanSnapshot Thin { get; } = Of(DemoPlanText.Thin);

    public static PlanSnapshot Incoherent { get; } = Of(DemoPlanText.Incoherent);

    public static PlanSnapshot Named(string name) => name switch
    {
        "strong" => Strong,
        "thin" => Thin,
        "incoherent" => Incoherent,
        _ => Strong.With(evidence: [], aims: [], activities: []),
    };

    public static V1.PlanAssessment Assess(this PlanSnapshot plan) => Assessment.Of(plan, Version2.Rules, Now);

    /// <summary>The plan with other parts, in another state, on another day.</summary>
    public static PlanSnapshot With(
        this PlanSnapshot plan,
        IReadOnlyList<Evidence>? evidence = null,
        IReadOnlyList<Aim>? aims = null,
        IReadOnlyList<Activity>? activities = null,
        PlanState? state = null,
        DateOnly? today = null,
        DepartmentPeople? people = null,
        FocusView? focus = null) => new(
            new(
                plan.Plan with { State = state ?? plan.Plan.State },
                evidence ?? plan.Content.Evidence,
                aims ?? plan.Content.Aims,
                activities ?? plan.Content.Activities),
            people ?? plan.People,
            focus ?? plan.Focus,
            plan.TermDates,
            today ?? plan.Today);

    public static PlanSnapshot WithEvidence(this PlanSnapshot plan, int place, Func<Evidence, Evidence> change) =>
        plan.With(evidence: Changed(plan.Content.Evidence, place, change));

    public static PlanSnapshot WithAim(this PlanSnapshot plan, int place, Func<Aim, Aim> change) =>
        plan.With(aims: Changed(plan.Content.Aims, place, change));

    public static PlanSnapshot WithCriterion(
        this PlanSnapshot plan, int aim, Func<SuccessCriterion, SuccessCriterion> change) =>
        plan.WithAim(aim, old => old with { SuccessCriteria = Changed(old.SuccessCriteria, 0, change) });

    public static PlanSnapshot WithActivity(this PlanSnapshot plan, int place, Func<Activity, Activity> change) =>
        plan.With(activities: Changed(plan.Content.Activities, place, change));

    public static PlanSnapshot WithActivities(this PlanSnapshot plan, Func<Activity, Activity> change) =>
        plan.With(activities: [.. plan.Content.Activities.Select(change)]);

    public static DepartmentPeople Department(params Member[] members) =>
        new(members.Length, members, members.Select(member => member.Name).ToHashSet(), []);

    public static Guid Id(int kind, int place) => Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{kind:0000}{place:00000000}"));

    static List<T> Changed<T>(IReadOnlyList<T> parts, int place, Func<T, T> change) =>
        [.. parts.Select((part, index) => index == place ? change(part) : part)];

    static PlanSnapshot Of(DemoPlanText text)
    {
        var plan = Plan with { Title = text.Title, Vision = text.Vision };
        List<Evidence> evidence =
        [
            .. text.Evidence.Select((piece, place) =>
                Evidence.New(plan, piece, Today) with { Id = Id(1, place + 1) }),
        ];
        List<Aim> aims = [.. text.Aims.Select((written, place) => Aim.New(plan, written.Aim, Today) with
        {
            Id = Id(2, place + 1),
            EvidenceIds = [.. written.Evidence.Select(piece => evidence[piece].Id)],
        })];
        string[] people = [.. People.Select(member => member.Name)];
        string[] names = [.. aims.Select(aim => aim.Name)];
        List<Activity> activities = [.. text.Programme.Select((activity, place) =>
            Activity.New(plan, activity.With(people, names)) with { Id = Id(3, place + 1) })];
        return new(
            new(plan, evidence, aims, activities),
            new(People.Length + 1, People, people.Append(OnLeave).ToHashSet(), []),
            Focus,
            TermDates.ForEngland(AcademicYear.Parse(plan.AcademicYear)),
            Today);
    }
}
