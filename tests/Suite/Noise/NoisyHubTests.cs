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

    /// <summary>How many calls the hub may make in a second. Ten times as many must slow others down when they are
    /// answered: that is the control.</summary>
    const int Limit = 600;

    /// <summary>How many calls the other hub makes in a second.</summary>
    const int Calls = 100;

    const double Bar = 1.2;

    /// <summary>How much of the processor time of the same calls without a limit those take that are limited: a tenth
    /// is answered, and what is refused takes far less.</summary>
    const double ProcessorBar = 0.5;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    static readonly TimeSpan NoiseDuration = Duration + TimeSpan.FromSeconds(1);

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
        Arm alone = new("alone", limited, 0), within = new("within its limit", limited, Limit),
            beyond = new("noise, limited", limited, 10 * Limit),
            control = new("noise, not limited", unlimited, 10 * Limit);
        Arm[] arms = [alone, within, beyond, control];
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

        Assert.All(arms, arm => AssertComplete(arm, mayLag: arm == control));
        Assert.InRange((beyond.ProcessorTime - alone.ProcessorTime) / (control.ProcessorTime - alone.ProcessorTime),
            0, ProcessorBar);
        Assert.InRange(beyond.P99 / alone.P99, 0, Bar);
        Assert.True(control.P99 / alone.P99 > Bar, "The control: without the limit nothing was slower.");
    }

    /// <summary>Nobody but the noisy hub was refused, and all of the noise was made: where nothing limits it, as much
    /// as was answered.</summary>
    static void AssertComplete(Arm arm, bool mayLag)
    {
        var noise = arm.Noise * NoiseDuration.TotalSeconds;
        Assert.Equal(0, arm.Rounds.Sum(round => round.Quiet.Refused + round.Quiet.Failed + round.Noise.Failed));
        Assert.All(arm.Rounds, round => Assert.InRange(round.Noise.Calls, mayLag ? 1 : 0.95 * noise, noise));
    }

    async Task MeasureAsync(Arm arm)
    {
        using var quiet = new Traffic(
            arm.Path.Address, Method, RequestOf(hubs.Other), TokensOf(RunningSuite.OtherHub, clients: 1)[0]);
        var noisy = new NoisyClients(
            arm.Path.Address, Method, RequestOf(hubs.One), TokensOf(RunningSuite.Hub, clients: 5));
        var before = arm.Path.ProcessorTime;
        var noise = noisy.SendAsync(arm.Noise, NoiseDuration);
        // The noise is there before, and after.
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        var answers = await quiet.SendAsync(Calls, Duration);
        arm.Rounds.Add(new(answers, await noise, arm.Path.ProcessorTime - before));
        TestContext.Current.TestOutputHelper?.WriteLine($"{arm}");
    }

    static ListDepartmentsRequest RequestOf(HubSeed seed) => new() { Parent = seed.Hub };

    string[] TokensOf(string hub, int clients) =>
        [.. Enumerable.Range(1, clients).Select(
            client => suite.Tokens.Sign(Token.Of(hub) with { Client = $"noise-{hub}-{client}" }))];
}
