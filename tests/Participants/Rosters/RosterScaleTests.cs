using System.Diagnostics;

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
    public async Task Is_planned_in_ten_seconds_new_or_known()
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

        var (plan, first) = await TimedAsync("plan, all new", () => fixture.PlanAsync(trust.Source, feed));
        await TimedAsync("apply", () => fixture.ApplyAsync(plan));
        var (again, second) = await TimedAsync("plan, all known", () => fixture.PlanAsync(trust.Source, feed));

        Assert.Equal((Staff, Staff), (plan.Counts.CreateCount, again.Counts.UnchangedCount));
        Assert.InRange(first, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(second, TimeSpan.Zero, TimeSpan.FromSeconds(10));
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
