using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Participants.Changes.V1;
using Mastery.Participants.V1;

namespace Mastery.Benchmarks.Rows;

/// <summary>How long after the answer to a write who watches the hub has it, both through the gateway. One process has
/// both clocks.</summary>
static class FeedDelay
{
    const int Commits = 500;
    const double Percentile99 = 0.99;

    // Longer than the service takes from one look to the next, so that writes fall anywhere between.
    const int LongestPause = 150;

    static readonly Row Row = new(
        "commit → watcher receives, p99", "DfE: nightly, or polled", new(Unit.Milliseconds, 1_000, 100));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        using var channel = GrpcChannel.ForAddress(suite.Grpc);
        var headers = new Metadata { { "authorization", $"Bearer {await suite.TokenAsync()}" } };
        using var watch = new ParticipantsChangeService.ParticipantsChangeServiceClient(channel).WatchChanges(
            new() { Parent = Departments.Hub }, headers);
        var people = new ParticipantService.ParticipantServiceClient(channel);
        await watch.ResponseStream.MoveNext(default); // The bookmark from which it goes on.
        List<List<double>> rounds = [];
        for (var round = 0; round < suite.Options.Rounds; round++)
        {
            rounds.Add([]);
            for (var count = suite.Options.Scale(Commits); count > 0; count--)
            {
                rounds[^1].Add(await DelayAsync(people, watch.ResponseStream, headers, departments.One));
                await Task.Delay(Random.Shared.Next(LongestPause));
            }

            rounds[^1].Sort();
        }

        return [Row.Of(rounds.Select(delays => At(delays, Percentile99))) with { Note = Write(rounds) }];
    }

    static async Task<double> DelayAsync(ParticipantService.ParticipantServiceClient people,
        IAsyncStreamReader<Changes.V1.WatchChangesResponse> changes, Metadata headers, string department)
    {
        var received = ReceivedAsync(changes);
        var written = await people.CreateParticipantAsync(
            new()
            {
                Parent = Departments.Hub,
                Participant = new()
                {
                    GivenName = "Ada",
                    FamilyName = "Lovelace",
                    Posts = { new Participant.Types.Post { Department = department } },
                },
            },
            headers);
        var answered = Stopwatch.GetTimestamp();
        var (resource, time) = await received;
        return resource == written.Name
            ? Math.Max(0, Stopwatch.GetElapsedTime(answered, time).TotalMilliseconds)
            : throw new InvalidOperationException($"{resource} came where {written.Name} was written.");
    }

    static async Task<(string Resource, long Time)> ReceivedAsync(
        IAsyncStreamReader<Changes.V1.WatchChangesResponse> changes)
    {
        do
        {
            if (!await changes.MoveNext(default))
            {
                throw new InvalidOperationException("The stream of changes ended.");
            }
        }
        while (changes.Current.Changes.Count == 0); // A bookmark.
        return (changes.Current.Changes[0].Resource, Stopwatch.GetTimestamp());
    }

    static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];

    static string Write(List<List<double>> rounds)
    {
        List<double> all = [.. rounds.SelectMany(round => round).Order()];
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {At(all, 0.5):0} ms, longest {all[^1]:0} ms of {all.Count:N0} commits");
    }
}
