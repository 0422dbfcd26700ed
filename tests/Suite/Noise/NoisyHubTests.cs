using System.Globalization;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Noise;

/// <summary>How much slower the calls of a hub become while another calls ten times as often as it may, and, as the
/// control, while nothing limits that other one. The arms are measured in turns; <c>MASTERY_NOISE_ROUNDS</c> says how
/// often, and without it nothing is measured.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class NoisyHubTests(RunningSuite suite, SeededHubs hubs)
{
    const string Variable = "MASTERY_NOISE_ROUNDS";
    const string Method = "/mastery.participants.v1.ParticipantService/ListDepartments";

    /// <summary>How many calls the hub may make in a second.</summary>
    const int Limit = 100;

    /// <summary>How many calls the other hub makes in a second.</summary>
    const int Calls = 100;

    const double Bar = 1.2;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    static string[] Limits =>
    [
        $"--RateLimits:Hub:TokenLimit={Limit}", $"--RateLimits:Hub:TokensPerPeriod={Limit / 10}",
        "--RateLimits:Hub:ReplenishmentPeriod=00:00:00.1",
    ];

    [Fact]
    public async Task One_at_ten_times_its_limit_leaves_the_others_their_times()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "0", CultureInfo.InvariantCulture);
        Assert.SkipWhen(rounds == 0, $"{Variable} says how many rounds are measured.");
        await using var limited = await CallPath.StartAsync(suite, Limits);
        await using var unlimited = await CallPath.StartAsync(suite, "--RateLimits:Hub:Enabled=false");
        Arm[] arms = [new("alone", limited, 0), new("noise, limited", limited, 10 * Limit),
            new("noise, not limited", unlimited, 10 * Limit)];
        // Programs become faster while they run.
        foreach (var arm in arms.Concat(arms))
        {
            await MeasureAsync(arm);
            arm.Rounds.Clear();
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var arm in arms.Skip(round % arms.Length).Concat(arms.Take(round % arms.Length)))
            {
                await MeasureAsync(arm);
            }
        }

        Assert.All(arms, arm => Assert.Equal(0, arm.Rounds.Sum(one => one.Quiet.Refused + one.Quiet.Failed)));
        Assert.InRange(arms[1].P99 / arms[0].P99, 0, Bar);
        Assert.True(arms[2].P99 / arms[0].P99 > Bar, "The control: without the limit nothing was slower.");
    }

    async Task MeasureAsync(Arm arm)
    {
        using var quiet = Of(arm.Path.Address, RunningSuite.OtherHub, hubs.Other, clients: 1);
        using var noisy = Of(arm.Path.Address, RunningSuite.Hub, hubs.One, clients: 5);
        var noise = noisy.SendAsync(arm.Noise, Duration + TimeSpan.FromSeconds(1));
        // The noise is there before, and after.
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        arm.Rounds.Add((await quiet.SendAsync(Calls, Duration), await noise));
        TestContext.Current.TestOutputHelper?.WriteLine($"{arm}");
    }

    Traffic Of(Uri address, string hub, HubSeed seed, int clients) => new(
        address, Method, new ListDepartmentsRequest { Parent = seed.Hub },
        [.. Enumerable.Range(1, clients).Select(
            client => suite.Tokens.Sign(Token.Of(hub) with { Client = $"noise-{hub}-{client}" }))]);

    /// <summary>One way of making noise.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Path">Where the calls go.</param>
    /// <param name="Noise">How many calls the noisy hub makes in a second.</param>
    sealed record Arm(string Name, CallPath Path, int Noise)
    {
        public List<(Answers Quiet, Answers Noise)> Rounds { get; } = [];

        public double P99 => Median(round => round.Quiet.Quantile(0.99));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"""
            {Name}, {Rounds.Count} rounds: p50 {Median(round => round.Quiet.Quantile(0.5)):0.00} ms, p99 {P99:0.00} ms;
            last round p50 {Rounds[^1].Quiet.Quantile(0.5):0.00} ms, p99 {Rounds[^1].Quiet.Quantile(0.99):0.00} ms of
            {Rounds[^1].Quiet.Milliseconds.Count}; noise answered {Rounds[^1].Noise.Milliseconds.Count}, refused
            {Rounds[^1].Noise.Refused}, failed {Rounds[^1].Noise.Failed}
            """).ReplaceLineEndings(" ");

        double Median(Func<(Answers Quiet, Answers Noise), double> of) =>
            Rounds.Select(of).Order().ElementAt(Rounds.Count / 2);
    }
}
