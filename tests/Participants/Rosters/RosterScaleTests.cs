using System.Diagnostics;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>A feed of 10,000 staff.</summary>
public sealed class RosterScaleTests(RosterScaleTests.Fixture fixture, ITestOutputHelper output)
    : IClassFixture<RosterScaleTests.Fixture>
{
    const int Staff = 10_000;
    const int Schools = 60;

    static readonly string[] Hubs = [PeopleFixture.Hub, PeopleFixture.OtherHub, "hubs/west-yorkshire"];

    // It measures the machine too, so it runs by name only.
    [Fact(Explicit = true)]
    public async Task Is_planned_in_ten_seconds_new_or_known_and_applied_in_a_minute()
    {
        var trust = await fixture.TrustAsync([.. Enumerable.Range(0, Schools).Select(number => Hubs[number % 3])]);
        List<V1.StaffRecord> feed =
        [
            .. Enumerable.Range(1, Staff).Select(number => trust.Schools[number % Schools].Staff(
                $"{number}", $"Ada Staff{number}", record =>
                {
                    record.Trn = $"{number:0000000}";
                    record.Email = $"staff{number}@example.org";
                })),
        ];

        // As an MIS of the trust calls.
        var token = new Token { Trust = trust.Uid };

        var (plan, first) = await TimedAsync("plan, all new", () => PlanAsync());
        var (_, applied) = await TimedAsync("apply", () => fixture.ApplyAsync(plan, token));
        var (again, second) = await TimedAsync("plan, all known", () => PlanAsync());
        feed.ForEach(record => record.FamilyName += "-Married");
        var (changes, third) = await TimedAsync("plan, all changed", () => PlanAsync());
        var (last, changed) = await TimedAsync("apply", () => fixture.ApplyAsync(changes, token));
        var (_, reverted) = await TimedAsync("revert", async () =>
            await fixture.Client<V1.RosterService.RosterServiceClient>(token).RevertRosterSyncAsync(
                new() { Name = last.Name }));

        Assert.Equal((Staff, Staff, Staff),
            (plan.Counts.CreateCount, again.Counts.UnchangedCount, changes.Counts.UpdateCount));
        Assert.All([first, second, third], time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.All([applied, changed, reverted], time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMinutes(1)));

        Task<V1.RosterSync> PlanAsync() => fixture.PlanAsync(trust.Source, feed, token: token);
    }

    async Task<(T Result, TimeSpan Time)> TimedAsync<T>(string what, Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        var result = await work();
        output.WriteLine($"{what}: {clock.Elapsed.TotalSeconds:0.0} s");
        return (result, clock.Elapsed);
    }

    /// <summary>A service with a database of its own.</summary>
    public sealed class Fixture : PeopleFixture;
}
