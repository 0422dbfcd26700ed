using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>How often a sync waits for the database, which needs no clock.</summary>
public sealed class RosterCostTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Forty_people_cost_no_more_round_trips_than_four(bool bound)
    {
        var explained = await fixture.ExplainedAsync();

        var (few, many) = (await YearAsync(explained, 4, bound), await YearAsync(explained, 40, bound));

        // The control: round trips are counted.
        Assert.All(few, trips => Assert.NotEqual(0, trips));
        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Forty_questions_of_who_is_who_cost_no_more_round_trips_than_four()
    {
        var explained = await fixture.ExplainedAsync();

        Assert.Equal(await AskedAsync(explained, 4), await AskedAsync(explained, 40));
    }

    /// <summary>What it costs to plan people who may all be on record already, and to plan them again.</summary>
    async Task<List<int>> AskedAsync(TestService explained, int people)
    {
        var trust = await fixture.TrustAsync();
        foreach (var number in Enumerable.Range(1, people))
        {
            await fixture.ParticipantAsync(trust.School.Department, person => person.FamilyName = $"Typed{number}");
        }

        var request = new V1.BatchPlanRosterSyncRequest
        {
            Header = new() { Source = trust.Source, System = "arbor", Mode = V1.RosterMode.Full },
            Records = { Enumerable.Range(1, people).Select(id => trust.School.Staff($"{id}", $"Ada Typed{id}")) },
        };
        List<int> costs = [];
        for (var time = 0; time < 2; time++)
        {
            var (sync, asked) = await QueryPlans.OfAsync(explained, async () =>
                await explained.Client<V1.RosterService.RosterServiceClient>().BatchPlanRosterSyncAsync(request));
            Assert.Equal(people, sync.Counts.PotentialMatchCount);
            costs.Add(asked.RoundTrips);
        }

        return costs;
    }

    /// <summary>What it costs that all are new, that all change, that all but one leave, and that this is taken
    /// back.</summary>
    async Task<List<int>> YearAsync(TestService explained, int people, bool bound)
    {
        var trust = await fixture.TrustAsync();
        var rosters = explained.Client<V1.RosterService.RosterServiceClient>(
            bound ? new Token { Trust = trust.Uid } : new());
        List<int> costs = [];
        var last = new V1.RosterSync();
        foreach (var feed in (V1.StaffRecord[][])[Staff("Ash"), Staff("Birch"), [Staff("Birch")[0]]])
        {
            var plan = await fixture.PlanAsync(trust.Source, feed, header => header.GuardPercent = 100);
            last = await AskAsync(() => rosters.ApplyRosterSyncAsync(new() { Name = plan.Name }));
        }

        await AskAsync(() => rosters.RevertRosterSyncAsync(new() { Name = last.Name }));
        Assert.Equal(people, (await fixture.PeopleAtAsync(trust.School)).Count);
        return costs;

        V1.StaffRecord[] Staff(string name) =>
            [.. Enumerable.Range(1, people).Select(number => trust.School.Staff($"{number}", $"Ada {name}"))];

        async Task<V1.RosterSync> AskAsync(Func<Grpc.Core.AsyncUnaryCall<V1.RosterSync>> call)
        {
            var (answer, asked) = await QueryPlans.OfAsync(explained, async () => await call());
            costs.Add(asked.RoundTrips);
            return answer;
        }
    }
}
