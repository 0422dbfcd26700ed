using Google.Api;
using Grpc.Core;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override Task<HttpBody> ExportPlan(V1.ExportPlanRequest request, ServerCallContext context) =>
        exporter.ExportAsync(request, context.CancellationToken);
}
