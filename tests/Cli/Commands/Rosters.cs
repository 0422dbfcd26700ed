using Grpc.Core;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Plans every feed with the same two effects, and asks two questions about who is who.</summary>
sealed class Rosters(Received received) : RosterService.RosterServiceBase
{
    public const string Sync = "rosterSyncs/0198a000-0000-7000-8000-0000000000e1";
    public const string OtherHub = "hubs/kent-and-medway";
    public const string Reviews = $"{People.Hub}/matchReviews/0198a000-0000-7000-8000-0000000000";
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

    public override Task<RosterSync> ApplyRosterSync(ApplyRosterSyncRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var sync = Planned();
        foreach (var slice in sync.Slices.Where(slice => slice.Hub == request.Hub))
        {
            slice.State = RosterSync.Types.State.Applied;
        }

        return Task.FromResult(sync);
    }

    public override Task<RosterSync> RevertRosterSync(RevertRosterSyncRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        throw new RpcException(new(StatusCode.FailedPrecondition,
            "The sync cannot be taken back: Zoë Quill was changed since. Change these people by hand."));
    }

    /// <summary>Whom the review's number says: 01 has one candidate, others two.</summary>
    public override Task<MatchReview> GetMatchReview(GetMatchReviewRequest request, ServerCallContext context) =>
        Task.FromResult(Review(request.Name));

    public override Task<MatchReview> ResolveMatchReview(
        ResolveMatchReviewRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var review = Review(request.Name);
        (review.Participant, review.State) = (request.Participant, request.NewPerson
            ? MatchReview.Types.State.NewPerson : MatchReview.Types.State.SamePerson);
        return Task.FromResult(review);
    }

    static MatchReview Review(string name) => new()
    {
        Name = name,
        DisplayName = "Zoë Quill",
        Candidates =
        {
            Enumerable.Range(1, name.EndsWith("01", StringComparison.Ordinal) ? 1 : 2).Select(number =>
                new MatchReview.Types.Candidate
                {
                    Participant = $"{People.Hub}/participants/0198a000-0000-7000-8000-00000000000{number}",
                    DisplayName = "Zoë Quill",
                }),
        },
    };

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
            new RosterSync.Types.Slice
            {
                Hub = OtherHub,
                HubDisplayName = "Kent and Medway",
                State = RosterSync.Types.State.Planned,
                Counts = new() { UnchangedCount = 1 },
            },
        },
    };

    static RosterSyncEffect Effect(Kind kind, string name, string sentence) => new()
    {
        Hub = People.Hub, Kind = kind, DisplayName = name, Explanation = sentence, Schools = { School },
        Origins = { new StaffRecord.Types.Origin { File = "staff.csv", Line = 2 } },
    };
}
