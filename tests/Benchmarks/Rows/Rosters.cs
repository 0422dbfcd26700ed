using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Benchmarks.Rows;

/// <summary>The plan of a feed of a trust's staff, through the gateway, by the clock: with everybody new, and with
/// everybody known.</summary>
static class Rosters
{
    const int Staff = 10_000;
    const int Schools = 60;
    const int PerMessage = 400;
    const string Source = "trusts/9990";

    static readonly string[] Hubs = [Departments.Hub, Departments.LargeHub, "hubs/west-yorkshire"];

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite)
    {
        using var channel = GrpcChannel.ForAddress(suite.Grpc);
        var headers = new Metadata { { "authorization", $"Bearer {await suite.TokenAsync()}" } };
        var rosters = new RosterService.RosterServiceClient(channel);
        await TrustAsync(suite, new(channel), headers);
        List<StaffRecord> feed = [.. Enumerable.Range(1, suite.Options.Scale(Staff)).Select(Record)];
        var (fresh, sync) = await PlansAsync(suite, rosters, headers, feed, "all new");
        var clock = Stopwatch.StartNew();
        await rosters.ApplyRosterSyncAsync(new() { Name = sync.Name }, headers);
        var (known, _) = await PlansAsync(suite, rosters, headers, feed, "all known");
        return
        [
            fresh with
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture, $"applied in {clock.Elapsed.TotalSeconds:0.0} s, once"),
            },
            known,
        ];
    }

    static async Task<(Row Row, RosterSync Last)> PlansAsync(BenchSuite suite,
        RosterService.RosterServiceClient rosters, Metadata headers, List<StaffRecord> feed, string who)
    {
        var last = new RosterSync();
        var arm = new Arm(
            1, async () => last = await PlanAsync(rosters, headers, feed),
            suite.GatewayPart, suite.ServicesPart, suite.PostgresPart)
        {
            WarmUps = 1,
        };
        var rounds = await Rounds.RunAsync(suite.Options.Rounds, arm);
        var row = new Row(
            string.Create(CultureInfo.InvariantCulture, $"roster plan of {feed.Count:N0} staff, {who}"),
            "DfE batch check: 1,000 rows in 5 min",
            new(Unit.Seconds, 10, 3));
        return (row.ByClock(rounds, arm), last);
    }

    static async Task<RosterSync> PlanAsync(
        RosterService.RosterServiceClient rosters, Metadata headers, List<StaffRecord> feed)
    {
        using var call = rosters.PlanRosterSync(headers);
        await call.RequestStream.WriteAsync(new()
        {
            Header = new() { Source = Source, System = "arbor", Mode = RosterMode.Full },
        });
        foreach (var records in feed.Chunk(PerMessage))
        {
            await call.RequestStream.WriteAsync(new() { Records = { records } });
        }

        await call.RequestStream.CompleteAsync();
        var sync = await call;
        return sync.Counts.CreateCount + sync.Counts.UnchangedCount == feed.Count
            ? sync
            : throw new InvalidOperationException($"Not everybody was new or unchanged: {sync.Counts}");
    }

    static async Task TrustAsync(
        BenchSuite suite, ParticipantService.ParticipantServiceClient people, Metadata headers)
    {
        await suite.Postgres.RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO school (urn, display_name, status, phase, state_funded, secondary, in_england, trust_code)
            SELECT n::text, 'School ' || n, 'OPEN', 'SECONDARY', true, true, true, '{Source.Split('/')[1]}'
            FROM generate_series({Urn(0)}, {Urn(Schools - 1)}) AS n
            """));
        for (var number = 0; number < Schools; number++)
        {
            await people.CreateDepartmentAsync(
                new()
                {
                    Parent = Hubs[number % Hubs.Length],
                    Department = new() { School = $"schools/{Urn(number)}", Subject = Subject.Mathematics },
                },
                headers);
        }
    }

    static StaffRecord Record(int number) => new()
    {
        Id = $"{number}",
        GivenName = "Ada",
        FamilyName = $"Staff{number}",
        Email = $"staff{number}@example.org",
        Trn = number.ToString("0000000", CultureInfo.InvariantCulture),
        Posts =
        {
            new StaffRecord.Types.Post
            {
                SchoolNumber = $"{Urn(number % Schools)}",
                Subject = "Maths",
                JobTitle = "Teacher of Mathematics",
            },
        },
    };

    // Above the URNs of the departments that are only read.
    static int Urn(int number) => 900_001 + number;
}
