using Grpc.Core;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override Task<V1.PlanCoverage> GetPlanCoverage(
        V1.GetPlanCoverageRequest request, ServerCallContext context) =>
        programme.Value.Coverage.ReadAsync(request, context.CancellationToken);
}
