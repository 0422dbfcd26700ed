using Google.Api;
using Grpc.Core;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override Task<HttpBody> ExportPlan(V1.ExportPlanRequest request, ServerCallContext context) =>
        exporter.Value.ExportAsync(request, context.CancellationToken);

    public override async Task<V1.ExportPersonDataResponse> ExportPersonData(
        V1.ExportPersonDataRequest request, ServerCallContext context)
    {
        var found = await person.Value.FindAsync(request.Participants, [], []);
        return new() { Records = { found.Records }, Changes = { found.Changes } };
    }

    public override async Task<V1.ErasePersonDataResponse> ErasePersonData(
        V1.ErasePersonDataRequest request, ServerCallContext context) =>
        new() { Unattributed = { await person.Value.EraseAsync(request.Participants, request.Reason) } };
}
