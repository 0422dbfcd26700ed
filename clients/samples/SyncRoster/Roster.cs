using System.Globalization;
using Grpc.Core;
using Mastery.Clients;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.SyncRoster;

/// <summary>The steps of a sync: plan, look, decide, apply.</summary>
sealed class Roster(RosterService.RosterServiceClient rosters)
{
    /// <summary>Sends the staff and gets what would come of it; nobody is changed yet. Streams have no deadline and are
    /// not repeated by the client.</summary>
    public async Task<RosterSync> PlanAsync(RosterSyncHeader header, IReadOnlyList<StaffRecord> staff)
    {
        using var call = rosters.PlanRosterSync();
        try
        {
            await call.RequestStream.WriteAsync(new() { Header = header, RequestId = $"{Guid.NewGuid()}" });
            foreach (var part in staff.Chunk(500))
            {
                await call.RequestStream.WriteAsync(new() { Records = { part } });
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The suite answered before the end: the answer below says why.
        }

        return await call;
    }

    /// <summary>Says what comes of each person; the sentences are the suite's own.</summary>
    public async Task ShowAsync(RosterSync sync)
    {
        await foreach (var effect in EffectsAsync(sync))
        {
            if (effect.Kind != Kind.Unchanged)
            {
                Console.WriteLine($"{effect.Kind}: {effect.Explanation}");
            }
        }

        var counts = sync.Counts;
        Console.WriteLine($"{counts.CreateCount} new, {counts.UpdateCount} changed, {counts.LeaveCount} leave, "
            + $"{counts.UnchangedCount} unchanged, {counts.PotentialMatchCount} to decide");
    }

    /// <summary>Asks about each record that may be of somebody on record. What is not decided is left out of the sync
    /// and asked again with the next one; a job without anybody at the keyboard leaves all of it.</summary>
    public async Task DecideAsync(RosterSync sync)
    {
        await foreach (var effect in EffectsAsync(sync, "kind = POTENTIAL_MATCH"))
        {
            var review = await rosters.GetMatchReviewAsync(new() { Name = effect.MatchReview });
            Console.WriteLine($"Who is {review.DisplayName}? 0: somebody new");
            foreach (var (index, candidate) in review.Candidates.Index())
            {
                Console.WriteLine($"  {index + 1}: {candidate.Explanation}");
            }

            if (int.TryParse(Console.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var answer)
                && answer <= review.Candidates.Count)
            {
                await rosters.ResolveMatchReviewAsync(new()
                {
                    Name = review.Name,
                    Etag = review.Etag, // Refused when somebody else has decided meanwhile.
                    NewPerson = answer == 0,
                    Participant = answer == 0 ? "" : review.Candidates[answer - 1].Participant,
                });
            }
        }
    }

    /// <summary>Does what was planned, in each hub as a whole or not at all.</summary>
    public async Task ApplyAsync(RosterSync sync, IEnumerable<string> allowLeavers)
    {
        var applied = await rosters.ApplyRosterSyncAsync(new()
        {
            Name = sync.Name,
            Etag = sync.Etag, // Only the plan that was looked at.
            AllowLeavers = { allowLeavers },
            // The client repeats the call while the suite is unavailable; with one id it takes effect once. A program
            // that keeps the id may repeat it itself after a crash.
            RequestId = $"{Guid.NewGuid()}",
        });
        foreach (var slice in applied.Slices)
        {
            Console.WriteLine($"{slice.HubDisplayName}: {slice.State}");
        }
    }

    IAsyncEnumerable<RosterSyncEffect> EffectsAsync(RosterSync sync, string filter = "") => Paging.AllAsync(
        rosters.ListRosterSyncEffectsAsync,
        new ListRosterSyncEffectsRequest { Name = sync.Name, Filter = filter, PageSize = 500 },
        page => page.Effects);
}
