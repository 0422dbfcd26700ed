using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.Evidence> GetEvidence(V1.GetEvidenceRequest request, ServerCallContext context) =>
        (await evidence.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListEvidenceResponse> ListEvidence(
        V1.ListEvidenceRequest request, ServerCallContext context)
    {
        var page = await evidence.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Evidence = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Evidence> CreateEvidence(V1.CreateEvidenceRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Parent);
        var created = Evidence.New(plan, request.Evidence, EnglandTime.Today(clock));
        return (await evidence.InsertAsync(plan, created)).ToProto();
    }

    public override async Task<V1.Evidence> UpdateEvidence(V1.UpdateEvidenceRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Evidence.Name.ParentName());
        var current = await evidence.GetAsync(request.Evidence.Name, request.Evidence.Etag);
        var merged = request.UpdateMask.Apply(current.ToProto(), request.Evidence);
        var edited = current.Edit(plan, merged, EnglandTime.Today(clock));
        return (await evidence.UpdateAsync(plan, current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteEvidence(V1.DeleteEvidenceRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await evidence.GetAsync(request.Name, request.Etag);
        plan.RequireEditable();
        await references.Value.RequireUnusedAsync(current);
        await evidence.DeleteAsync(plan, current);
        return new();
    }
}
