using Grpc.Core;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override Task<V1.NewPlan> RollPlanForward(V1.RollPlanForwardRequest request, ServerCallContext context) =>
        newPlans.Value.RollAsync(request, context.CancellationToken);

    public override Task<V1.NewPlan> CopyPlan(V1.CopyPlanRequest request, ServerCallContext context) =>
        newPlans.Value.CopyAsync(request, context.CancellationToken);

    public override async Task<V1.PlanLineage> GetPlanLineage(
        V1.GetPlanLineageRequest request, ServerCallContext context) =>
        PlanLineage.Of(await lineages.Value.GetAsync(request.Name));
}
