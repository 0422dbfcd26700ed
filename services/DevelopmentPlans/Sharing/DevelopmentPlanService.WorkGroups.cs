using Grpc.Core;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override Task<V1.WorkGroupPlans> SummarizeWorkGroupPlans(
        V1.SummarizeWorkGroupPlansRequest request, ServerCallContext context) =>
        groups.Value.SummarizeAsync(request.Name, context.CancellationToken);
}
