using Mastery.Cli.Importing;
using Mastery.Clients;
using Mastery.Participants.V1;
using Client = Mastery.Participants.V1.RosterService.RosterServiceClient;

namespace Mastery.Cli.Rosters;

/// <summary>Sends staff to be planned, and reads what would come of them.</summary>
static class RosterSending
{
    const int PageSize = 1000;

    /// <summary>Plans a list.</summary>
    /// <param name="rosters">The client.</param>
    /// <param name="header">What the list is.</param>
    /// <param name="records">The staff, one at least.</param>
    /// <param name="progress">Gets how many were sent.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="requestId">By which a repetition gets the first answer again; empty for none.</param>
    public static async Task<RosterSync> PlanAsync(
        this Client rosters,
        RosterSyncHeader header,
        IReadOnlyList<StaffRecord> records,
        Action<int> progress,
        CancellationToken cancellation,
        string requestId = "") => (await ClientStream.SendAsync(
            () => rosters.PlanRosterSync(cancellationToken: cancellation),
            records.Chunk(DirectoryImport.BatchSize).Index().Select(batch =>
            {
                progress(batch.Index * DirectoryImport.BatchSize);
                return new PlanRosterSyncRequest
                {
                    Header = batch.Index == 0 ? header : null,
                    RequestId = batch.Index == 0 ? requestId : "",
                    Records = { batch.Item },
                };
            }),
            cancellation))!;

    /// <summary>All effects of a sync.</summary>
    public static async Task<IReadOnlyList<RosterSyncEffect>> EffectsAsync(
        this Client rosters, string name, CancellationToken cancellation) => await Paging.AllAsync(
            rosters.ListRosterSyncEffectsAsync,
            new ListRosterSyncEffectsRequest { Name = name, PageSize = PageSize },
            page => page.Effects,
            cancellation).ToListAsync(cancellation);
}
