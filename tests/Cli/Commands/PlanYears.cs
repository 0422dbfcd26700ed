using Google.Protobuf;
using Grpc.Core;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Another plan with two revisions, which goes on in the next year.</summary>
sealed partial class Plans
{
    const string OfTwoYears = "hubs/sussex/plans/one";

    public override Task<ListPlanRevisionsResponse> ListPlanRevisions(
        ListPlanRevisionsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListPlanRevisionsResponse
        {
            PlanRevisions =
            {
                new PlanRevision { Revision = 1, Actor = "ada", Changes = { "The plan was begun." } },
                new PlanRevision { Revision = 2, Actor = "grace", Changes = { "Aim “Talk” added." } },
            },
        });

    public override Task<PlanComparison> ComparePlanRevisions(
        ComparePlanRevisionsRequest request, ServerCallContext context) =>
        Answer(request, new PlanComparison
        {
            Message = "One part of the plan differs.",
            Differences = { new PartDifference { Message = "Aim “Talk” added." } },
        });

    public override Task<NewPlan> RollPlanForward(RollPlanForwardRequest request, ServerCallContext context) =>
        Answer(request, new NewPlan
        {
            Plan = new() { Name = "hubs/sussex/plans/two", Continues = OfTwoYears },
            Aims = { new Aim { Statement = "Students talk" } },
            LeftAims = { new NewPlan.Types.LeftAim { Statement = "Teachers listen", Status = Aim.Types.Status.Met } },
            Message = "1 aim goes on in 2025/26.",
        });

    public override Task<PlanLineage> GetPlanLineage(GetPlanLineageRequest request, ServerCallContext context) =>
        Answer(request, new PlanLineage
        {
            Message = "2 plans, from 2024/25 to 2025/26.",
            Plans = { new PlanLineage.Types.PlanYear { AcademicYear = "2024-25", Title = "Talk" } },
            Aims = { new PlanLineage.Types.AimThread { Message = "“Students talk”: 2024/25 in progress." } },
        });

    Task<T> Answer<T>(IMessage request, T answer)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(answer);
    }
}
