using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.Aim> GetAim(V1.GetAimRequest request, ServerCallContext context) =>
        (await aims.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListAimsResponse> ListAims(V1.ListAimsRequest request, ServerCallContext context)
    {
        var page = await aims.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Aims = { page.Rows.Select(aim => aim.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Aim> CreateAim(V1.CreateAimRequest request, ServerCallContext context)
    {
        await terms.Value.RequireAsync(request, context.CancellationToken);
        var plan = await plans.LockAsync(request.Parent);
        var aim = Aim.New(plan, request.Aim, EnglandTime.Today(clock));
        await references.Value.RequireEvidenceAsync(plan, aim.EvidenceIds);
        return (await aims.InsertAsync(plan, aim)).ToProto();
    }

    public override async Task<V1.Aim> UpdateAim(V1.UpdateAimRequest request, ServerCallContext context)
    {
        await terms.Value.RequireAsync(request, context.CancellationToken);
        var plan = await plans.LockAsync(request.Aim.Name.ParentName());
        var current = await aims.GetAsync(request.Aim.Name, request.Aim.Etag);
        var merged = request.UpdateMask.Apply(current.ToProto(), request.Aim);
        var edited = current.Edit(plan, merged, EnglandTime.Today(clock));
        await references.Value.RequireEvidenceAsync(plan, edited.EvidenceIds);
        return (await aims.UpdateAsync(plan, current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteAim(V1.DeleteAimRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await aims.GetAsync(request.Name, request.Etag);
        plan.RequireEditable();
        await references.Value.RequireUnusedAsync(current);
        await aims.DeleteAsync(plan, current);
        return new();
    }
}
