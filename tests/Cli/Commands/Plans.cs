using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>The development plans of a hub: one, with one aim.</summary>
sealed partial class Plans(Received received) : DevelopmentPlanService.DevelopmentPlanServiceBase
{
    public const string Name = $"{People.Hub}/plans/0198a000-0000-7000-8000-0000000000e5";
    const string FirstAim = $"{Name}/aims/0198a000-0000-7000-8000-0000000000e6";

    static Plan Ratio => new()
    {
        Name = Name, Department = People.Department, Focus = "projects/NCP24-14/foci/b", AcademicYear = "2024-25",
        Title = "Ratio for everyone", State = Plan.Types.State.Shared,
        UpdateTime = new DateTime(2024, 10, 3, 9, 0, 0, DateTimeKind.Utc).ToTimestamp(),
    };

    public override Task<ListPlansResponse> ListPlans(ListPlansRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListPlansResponse { Plans = { Ratio } });
    }

    public override Task<Plan> GetPlan(GetPlanRequest request, ServerCallContext context) =>
        Task.FromResult(request.Name == Name
            ? Ratio
            : new() { Name = request.Name, Title = "Talk", AcademicYear = "2024-25" });

    public override Task<ListEvidenceResponse> ListEvidence(ListEvidenceRequest request, ServerCallContext context) =>
        Task.FromResult(new ListEvidenceResponse
        {
            Evidence =
            {
                new Evidence
                {
                    Kind = Evidence.Types.Kind.WorkScrutiny, CollectDate = "2024-09-20", Finding = "Half add.",
                    NeedsOf = { Evidence.Types.NeedsOf.Students, Evidence.Types.NeedsOf.Teachers },
                },
            },
        });

    public override Task<ListAimsResponse> ListAims(ListAimsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListAimsResponse
        {
            Aims =
            {
                new Aim
                {
                    Name = FirstAim,
                    Statement = "Students scale by multiplying.",
                    Status = Aim.Types.Status.InProgress,
                    SuccessCriteria =
                    {
                        new Aim.Types.SuccessCriterion
                        {
                            Statement = "Secure in ratio",
                            Baseline = 41.5,
                            Target = 65,
                            Unit = "%",
                            DueDate = "2025-06-20",
                        },
                    },
                },
            },
        });

    public override Task<ListActivitiesResponse> ListActivities(
        ListActivitiesRequest request, ServerCallContext context) =>
        Task.FromResult(new ListActivitiesResponse
        {
            Activities =
            {
                new Activity
                {
                    Title = "Number lines", Kind = Activity.Types.Kind.Workshop, StartDate = "2024-11-13",
                    EndDate = "2024-11-13", WholeDepartment = true, LedBy = People.Ann,
                    State = Activity.Types.State.Planned,
                },
            },
        });

    public const string File = "part,text";

    public override Task<HttpBody> ExportPlan(ExportPlanRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new HttpBody { ContentType = "text/csv", Data = ByteString.CopyFromUtf8(File) });
    }

    public override Task<PlanAssessment> AssessPlan(AssessPlanRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new PlanAssessment
        {
            Plan = Name, RuleSetVersion = 2, CatalogueRevision = 1,
            Findings =
            {
                new Finding
                {
                    Rule = Finding.Types.Rule.EveryMemberIsReached, Severity = Finding.Types.Severity.Must,
                    Subject = People.Ann, Message = "No activity that serves an aim is for Ann Okafor.",
                    Reason = "“supports all departmental members”", Hint = "UpdateActivity",
                },
                new Finding
                {
                    Rule = Finding.Types.Rule.Sustained, Severity = Finding.Types.Severity.Should, Subject = Name,
                    Message = "No aim looks beyond this year.", Reason = "“sustained”", Hint = "UpdateAim",
                },
            },
            Parts = { new PartCount { Part = PartCount.Types.Part.Evidence, MetCount = 3, TotalCount = 4 } },
            Coverage = new()
            {
                MemberCount = 5, ExpectedCount = 4, ReachedCount = 3, Unreached = { People.Ann },
                Aims = { new Coverage.Types.AimCoverage { Aim = FirstAim, ReachedCount = 2 } },
            },
            Delivery = new() { DeliveredCount = 1, PlannedCount = 3, CancelledCount = 1 },
        });
    }
}
