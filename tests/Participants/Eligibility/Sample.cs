using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using SchoolPhase = Mastery.Participants.V1.School.Types.Phase;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist;
using Status = Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Participants.Tests;

/// <summary>The policy of 2024/25 and the facts of a department that meets all of it. Each test changes one
/// thing.</summary>
static class Sample
{
    public const string School = "schools/200001";
    public const string Predecessor = "schools/100001";

    public static EligibilityFacts Facts { get; } = new()
    {
        Department = "hubs/h/departments/d",
        Subject = Subject.Mathematics,
        DepartmentActive = true,
        School = School,
        Directory = new()
        {
            Name = "Fern Hill Academy",
            StateFunded = true,
            InEngland = true,
            Secondary = true,
            Status = Status.Open,
            Phase = SchoolPhase.Secondary,
        },
        Participations = [Past()],
        Specialists = [],
        Leads =
        [
            Lead("one"),
            Lead("two") with { DisplayName = "Ben Jones", Experienced = false, Authority = false },
        ],
        Now = new(2024, 7, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public static Project Project { get; } = new()
    {
        Name = "projects/NCP24-14",
        DisplayName = "Secondary Teaching for Mastery Sustaining",
        Revision = 3,
        State = Project.Types.State.Published,
        EligibilityPolicy = new()
        {
            Routes =
            {
                new EligibilityRoute
                {
                    Rule = "development-work-group",
                    Title = "Took part in a Development Work Group in or before 2023/24",
                    PreviousStage = new() { Stage = Stage.Development, LatestAcademicYear = "2023-24" },
                },
                new EligibilityRoute
                {
                    Rule = "specialist-cohorts",
                    Title = "Department of a specialist of Cohorts 1 to 7",
                    Specialist = new() { FirstCohort = 1, LastCohort = 7, Phase = Phase.Secondary },
                },
            },
            School = new() { StateFunded = true, InEngland = true, Phases = { Phase.Secondary } },
            Leads = new() { Count = 2, AtLeastOneWithAuthority = true, PreviousLeadsPreferred = true },
        },
    };

    public static Focus Focus { get; } =
        new() { Name = "projects/NCP24-14/foci/b", Subjects = { Subject.Mathematics } };

    public static V1.Eligibility Assess(
        EligibilityFacts facts, Action<Project>? policy = null, Action<Focus>? focus = null)
    {
        var projectFocus = new ProjectFocus(Project.Clone(), Focus.Clone());
        policy?.Invoke(projectFocus.Project);
        focus?.Invoke(projectFocus.Focus);
        return EligibilityRules.Evaluate(projectFocus, facts);
    }

    public static RuleResult Rule(this V1.Eligibility verdict, string rule) =>
        Assert.Single(verdict.Rules, result => result.Rule == rule);

    public static void Is(this V1.Eligibility verdict, Outcome outcome) =>
        Assert.True(verdict.Outcome == outcome, $"Expected {outcome}: {verdict}");

    public static ParticipationFact Past(
        string year = "2023-24",
        Stage stage = Stage.Development,
        string school = School,
        bool confirmed = true) =>
        new()
        {
            Names = [$"hubs/h/departments/d/participations/{year}"],
            Stage = stage,
            AcademicYear = year,
            Code = Code(stage, year),
            School = school,
            SchoolName = school == Predecessor ? "Fern Hill High School" : "Fern Hill Academy",
            Confirmed = confirmed,
        };

    public static SpecialistFact Trained(
        int cohort = 3, Specialist.Types.Status status = Specialist.Types.Status.Trained,
        Specialist.Types.Phase phase = Specialist.Types.Phase.Secondary) =>
        new()
        {
            Name = $"hubs/h/participants/cohort-{cohort}",
            DisplayName = "Cara Brown",
            Cohort = cohort,
            Phase = phase,
            Status = status,
        };

    public static LeadFact Lead(string id) => new()
    {
        Name = $"hubs/h/participants/{id}",
        DisplayName = "Ada Smith",
        Experienced = true,
        Responsibility = V1.Responsibility.KeyStageLead,
        Authority = true,
        Subjects = [Subject.Mathematics],
    };

    static string Code(Stage stage, string year) => $"NCP{year[2..4]}-{stage switch
    {
        Stage.Development => "12",
        Stage.Embedding => "13",
        _ => "14",
    }}";
}
