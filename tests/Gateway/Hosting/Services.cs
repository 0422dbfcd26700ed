using Grpc.Core;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Hosting;

sealed class Directory(Seen seen) : SchoolDirectoryService.SchoolDirectoryServiceBase
{
    public override Task<Hub> GetHub(GetHubRequest request, ServerCallContext context) => request.Name switch
    {
        "hubs/missing" => throw new RpcException(new Status(StatusCode.NotFound, "no such hub")),
        _ => Task.FromResult(
            new Hub { Name = request.Name, DisplayName = context.RequestHeaders.GetValue("authorization") ?? "" }),
    };

    public override Task<Hub> CreateHub(CreateHubRequest request, ServerCallContext context) =>
        Task.FromResult(new Hub { Name = $"hubs/{request.HubId}", DisplayName = request.Hub.DisplayName });

    public override async Task<SchoolHistory> GetSchoolHistory(
        GetSchoolHistoryRequest request, ServerCallContext context)
    {
        seen.Waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            seen.Aborted.TrySetResult();
        }

        return new();
    }

    public override async Task<ImportSchoolsResponse> ImportSchools(
        IAsyncStreamReader<ImportSchoolsRequest> requestStream, ServerCallContext context)
    {
        var count = 0;
        await foreach (var part in requestStream.ReadAllAsync(context.CancellationToken))
        {
            seen.Records.Enqueue(part.Records.Count);
            count += part.Records.Count;
        }

        return new() { CreatedCount = count };
    }
}

sealed class Catalogue : FocusCatalogueService.FocusCatalogueServiceBase
{
    public override Task<Project> GetProject(GetProjectRequest request, ServerCallContext context) =>
        Task.FromResult(new Project { Name = request.Name, Revision = request.Revision });
}
