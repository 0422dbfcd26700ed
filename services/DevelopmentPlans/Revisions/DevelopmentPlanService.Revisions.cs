using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.PlanRevision> GetPlanRevision(
        V1.GetPlanRevisionRequest request, ServerCallContext context) =>
        (await revisions.Value.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListPlanRevisionsResponse> ListPlanRevisions(
        V1.ListPlanRevisionsRequest request, ServerCallContext context)
    {
        var page = await revisions.Value.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            PlanRevisions = { page.Rows.Select(revision => revision.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.PlanComparison> ComparePlanRevisions(
        V1.ComparePlanRevisionsRequest request, ServerCallContext context)
    {
        var (from, to) = await revisions.Value.TwoAsync(request.Name, request.FromRevision, request.ToRevision);
        return PlanComparison.Of(from, to);
    }
}
