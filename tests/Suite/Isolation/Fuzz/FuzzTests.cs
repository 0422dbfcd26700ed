using System.Globalization;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Random calls of every method as random callers of several hubs, by both protocols, with names, filters,
/// page tokens and versions of other hubs mixed in; some are given up. <c>MASTERY_ISOLATION_CALLS</c> is their number,
/// and <c>MASTERY_ISOLATION_SEED</c> makes the same ones again.</summary>
public sealed class FuzzTests(RunningSuite suite, FuzzHubs hubs) : IClassFixture<FuzzHubs>
{
    static readonly int Count = Setting("MASTERY_ISOLATION_CALLS") ?? 8_000;
    static readonly int Seed = Setting("MASTERY_ISOLATION_SEED") ?? Random.Shared.Next();

    // Of the arms, which have two connections for each service.
    static readonly int ArmCount = Math.Max(1_000, Count / 20);

    IReadOnlyList<FuzzPrincipal> Principals => FuzzPrincipal.Of(hubs.Seeds);

    [Fact]
    public async Task No_answer_shows_and_no_call_changes_what_is_anothers()
    {
        var through = new FuzzTarget(suite.Channel.CreateCallInvoker(), suite.Http);
        var run = await RunAsync("through the gateway", _ => through, Count);

        Assert.Equal("", run.Found);
        Assert.Equal([], await ChangesAsync("NOT IN"));
        // The control: what callers changed of their own is found.
        Assert.NotEqual([], await ChangesAsync("IN"));
        Assert.True(run.Codes["OK"] + run.Codes["200"] > Count / 10, $"Hardly a call was answered: {run}");
    }

    [Fact]
    public async Task Either_protection_alone_keeps_hubs_apart_and_neither_does_not()
    {
        await using var services = new Unprotected(suite);
        await services.StartAsync();
        var one = await RunAsync("waiting for connections", services.Of, ArmCount);
        services.Conditions = false;
        var withoutConditions = await RunAsync("statements without the hub", services.Of, ArmCount);
        Assert.True(services.Removed > ArmCount / 10, $"The hub was taken out of {services.Removed} statements.");
        await services.SetRowSecurityAsync(false);
        // Without both, what is written would stay in the hub of another.
        var without = await RunAsync("without both", services.Of, ArmCount, reads: true);
        services.Conditions = true;
        var withoutRows = await RunAsync("without row-level security", services.Of, ArmCount);

        Assert.Equal((0, 0), (one.Leaks, withoutConditions.Leaks));
        Assert.True(without.Leaks > 0, $"{without}");
        // What a token is bound to within its hub is for row-level security alone to tell apart.
        Assert.DoesNotContain(withoutRows.Between, between => between.Hub != between.Of);
        Assert.Contains(withoutRows.Between, between => between.Hub == between.Of);
    }

    [Fact]
    public async Task Whoever_is_taken_for_a_client_of_every_hub_is_found()
    {
        var through = new FuzzTarget(suite.Channel.CreateCallInvoker(), suite.Http);
        var run = new FuzzRun(suite, new(hubs.Seeds), _ => through, token => token with { Hubs = ["*"] });
        var start = TimeProvider.System.GetTimestamp();
        var calls = new FuzzCalls(hubs.Seeds, Principals, hubs.Harvest, Seed, method => method.IsRead);
        await run.MakeAsync(calls, 0, ArmCount);
        Say("taken for a client of every hub", run, start);

        Assert.True(run.Leaks > 0, $"{run}");
    }

    async Task<FuzzRun> RunAsync(string what, Func<FuzzCall, FuzzTarget> target, int count, bool reads = false)
    {
        var calls = new FuzzCalls(hubs.Seeds, Principals, hubs.Harvest, Seed,
            method => (count == Count || Unprotected.Has(method)) && (method.IsRead || !reads));
        var start = TimeProvider.System.GetTimestamp();
        var run = await new FuzzRun(suite, new(hubs.Seeds), target, token =>
            // What an arm without protections changes is told apart from what is changed with them.
            count == Count ? token : token with { Client = $"arm.{token.Client}" }).MakeAsync(calls, 0, count);
        Say(what, run, start);
        return run;
    }

    static void Say(string what, FuzzRun run, long start) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{what}, {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, MASTERY_ISOLATION_SEED={Seed}: "
            + $"{run}\n{run.Found}");

    [Fact]
    public void Every_type_with_a_text_that_callers_write_shows_the_word_of_its_hub() =>
        Assert.Equal([], hubs.Harvest.Unmarked);

    /// <summary>What the change logs say that callers changed in their own hub, or elsewhere.</summary>
    async Task<IReadOnlyList<string>> ChangesAsync(string where)
    {
        List<string> found = [];
        foreach (var service in Databases.Services)
        {
            found.AddRange(await suite.Databases.ReadAsync(service, $"""
                SELECT DISTINCT actor || ' changed ' || resource || ' in ' || hub_id FROM change
                WHERE starts_with(actor, 'fuzz.') AND hub_id {where} (split_part(actor, '.', 2), 'national')
                """));
        }

        return found;
    }

    static int? Setting(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? int.Parse(value, CultureInfo.InvariantCulture)
        : null;
}
