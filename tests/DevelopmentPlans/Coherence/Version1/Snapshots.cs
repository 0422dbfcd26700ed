using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A plan of a department of three that is coherent by the first version of the rules. Each test changes one
/// thing.</summary>
static class Snapshots
{
    static readonly Guid PlanId = Guid.CreateVersion7();

    public static readonly string[] Members = [Member("ada"), Member("ben"), Member("cleo")];
    static readonly Member[] People = [.. Members.Select(name => new Member(name, name.Id()))];

    public static readonly Evidence Students = Evidence(NeedsOf.Students);
    public static readonly Evidence Teachers = Evidence(NeedsOf.Teachers);

    public static readonly Aim Ratio = new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Guid.CreateVersion7(),
        Statement = "Students reason multiplicatively",
        OutcomeHeading = "Student outcomes",
        BigIdeas = [BigIdea.Fluency],
        EvidenceIds = [Students.Id, Teachers.Id],
        SuccessCriteria =
        [
            new()
            {
                Statement = "Secure in ratio",
                Direction = Direction.Increase,
                Baseline = 40,
                Target = 65,
                DueDate = new(2025, 7, 1),
            },
        ],
        Horizon = Horizon.Long,
        Status = Status.InProgress,
    };

    public static readonly Activity Autumn = Activity(new(2024, 10, 3)) with { WholeDepartment = true };
    public static readonly Activity Spring = Activity(new(2025, 2, 6));
    public static readonly Activity Summer = Activity(new(2025, 6, 5));

    public static readonly FocusView Multiplicative = new(
        1,
        new HashSet<BigIdea> { BigIdea.Fluency },
        new HashSet<string> { "Student outcomes" },
        new HashSet<string>());

    public static readonly Plan Plan = new()
    {
        HubId = "h",
        Id = PlanId,
        Enrolment = "hubs/h/workGroups/w/enrolments/e",
        Department = "hubs/h/departments/d",
        Focus = "projects/NCP24-14/foci/b",
        AcademicYear = "2024-25",
        Title = "Multiplicative reasoning",
        State = PlanState.Shared,
        Revision = 7,
    };

    public static readonly PlanSnapshot Coherent = new(
        new(Plan, [Students, Teachers], [Ratio], [Autumn, Spring, Summer]),
        Of(People),
        Multiplicative,
        TermDates.ForEngland(AcademicYear.Parse("2024-25")),
        new(2024, 9, 16));

    public static string Member(string name) => $"hubs/h/participants/{name}";

    public static Evidence Evidence(NeedsOf needs) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Guid.CreateVersion7(),
        Kind = V1.Evidence.Types.Kind.Assessment,
        CollectDate = new(2024, 9, 10),
        Finding = "Half of Year 8 add where they should multiply",
        NeedsOf = [needs],
    };

    public static Aim OtherAim() => Ratio with { Id = Guid.CreateVersion7() };

    public static Activity Activity(DateOnly day, params Aim[] aims) => new()
    {
        HubId = "h",
        PlanId = PlanId,
        Id = Guid.CreateVersion7(),
        Title = "Bar models together",
        Kind = V1.Activity.Types.Kind.Workshop,
        AimIds = [.. (aims.Length == 0 ? [Ratio] : aims).Select(aim => aim.Id)],
        StartDate = day,
        EndDate = day,
        State = ActivityState.Planned,
    };

    public static PlanSnapshot With(
        IReadOnlyList<Evidence>? evidence = null,
        IReadOnlyList<Aim>? aims = null,
        IReadOnlyList<Activity>? activities = null,
        IReadOnlyList<Member>? members = null,
        FocusView? focus = null) => new(
            new(
                Plan,
                evidence ?? Coherent.Content.Evidence,
                aims ?? Coherent.Content.Aims,
                activities ?? Coherent.Content.Activities),
            Of(members ?? People),
            focus ?? Multiplicative,
            Coherent.TermDates,
            Coherent.Today);

    /// <summary>The subjects of the findings of one rule.</summary>
    public static IEnumerable<string> Subjects(this PlanSnapshot snapshot, Rule rule) =>
        AssessByVersion1(snapshot).Findings.Where(finding => finding.Rule == rule).Select(finding => finding.Subject);

    public static V1.PlanAssessment AssessByVersion1(this PlanSnapshot snapshot) =>
        Assessment.Of(snapshot, Version1.Rules, DateTimeOffset.UnixEpoch);

    static DepartmentPeople Of(IReadOnlyList<Member> members) =>
        new(members.Count, members, members.Select(member => member.Name).ToHashSet(), []);
}
