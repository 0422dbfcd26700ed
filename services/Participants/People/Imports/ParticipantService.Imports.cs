using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class ParticipantService
{
    public override async Task<V1.ParticipationImport> GetParticipationImport(
        V1.GetParticipationImportRequest request, ServerCallContext context) =>
        (await imports.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListParticipationImportsResponse> ListParticipationImports(
        V1.ListParticipationImportsRequest request, ServerCallContext context)
    {
        var page = await imports.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            ParticipationImports = { page.Rows.Select(row => row.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.ParticipationImport> PlanParticipationImport(
        V1.PlanParticipationImportRequest request, ServerCallContext context) =>
        (await importer.Value.PlanAsync(request)).ToProto();

    public override async Task<V1.ParticipationImport> ResolveParticipationImport(
        V1.ResolveParticipationImportRequest request, ServerCallContext context) =>
        (await importer.Value.ResolveAsync(request)).ToProto();

    public override async Task<V1.ParticipationImport> ApplyParticipationImport(
        V1.ApplyParticipationImportRequest request, ServerCallContext context) =>
        (await importer.Value.ApplyAsync(request)).ToProto();
}
