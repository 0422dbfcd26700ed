using Grpc.Core;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Plans every feed with the same two effects.</summary>
sealed class Rosters(Received received) : RosterService.RosterServiceBase
{
    public const string Sync = "rosterSyncs/0198a000-0000-7000-8000-0000000000e1";
    const string School = "schools/990001";

    public override async Task<RosterSync> PlanRosterSync(
        IAsyncStreamReader<PlanRosterSyncRequest> requestStream, ServerCallContext context)
    {
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            received.Asked.Enqueue(message);
        }

        return Planned();
    }

    public override Task<RosterSync> GetRosterSync(GetRosterSyncRequest request, ServerCallContext context) =>
        Task.FromResult(Planned());

    public override Task<ListRosterSyncEffectsResponse> ListRosterSyncEffects(
        ListRosterSyncEffectsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListRosterSyncEffectsResponse
        {
            Effects =
            {
                Effect(Kind.Create, "Zoë <b>Quill</b>", "Zoë <b>Quill</b> is put on record."),
                Effect(Kind.Skipped, "", "They teach no subject of the programme."),
            },
        });
    }

    static RosterSync Planned() => new()
    {
        Name = Sync,
        Source = School,
        System = "sims",
        Mode = RosterMode.Full,
        State = RosterSync.Types.State.Planned,
        Counts = new() { CreateCount = 1, SkippedCount = 1 },
        Slices =
        {
            new RosterSync.Types.Slice
            {
                Hub = People.Hub,
                HubDisplayName = "Sussex",
                State = RosterSync.Types.State.Planned,
                Counts = new() { CreateCount = 1, SkippedCount = 1 },
                Schools =
                {
                    new RosterSync.Types.CoveredSchool
                    {
                        School = School, DisplayName = "Calder Vale Academy", PeopleCount = 9, LeaveCount = 4,
                        Guarded = true,
                    },
                },
            },
        },
    };

    static RosterSyncEffect Effect(Kind kind, string name, string sentence) => new()
    {
        Hub = People.Hub, Kind = kind, DisplayName = name, Explanation = sentence, Schools = { School },
        Origins = { new StaffRecord.Types.Origin { File = "staff.csv", Line = 2 } },
    };
}
