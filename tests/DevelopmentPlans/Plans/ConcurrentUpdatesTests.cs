using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Concurrent updates without an etag run one after another.</summary>
public sealed class ConcurrentUpdatesTests(PlansFixture fixture)
{
    const int Callers = 20;

    [Fact]
    public async Task Of_a_plan_all_succeed()
    {
        var plan = await fixture.DraftAsync();

        await AtOnceAsync(plan, number => fixture.Plans.UpdatePlanAsync(new()
        {
            Plan = new() { Name = plan.Name, Title = $"Title {number}" },
            UpdateMask = new() { Paths = { "title" } },
        }));
    }

    [Fact]
    public async Task Of_evidence_all_succeed()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());

        await AtOnceAsync(plan, number => fixture.Plans.UpdateEvidenceAsync(new()
        {
            Evidence = new() { Name = evidence.Name, Finding = $"Finding {number}" },
            UpdateMask = new() { Paths = { "finding" } },
        }));
    }

    [Fact]
    public async Task Of_an_aim_all_succeed()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.AddAsync(plan, Examples.Aim());

        await AtOnceAsync(plan, number => fixture.Plans.UpdateAimAsync(new()
        {
            Aim = new() { Name = aim.Name, Statement = $"Statement {number}" },
            UpdateMask = new() { Paths = { "statement" } },
        }));
    }

    [Fact]
    public async Task Of_an_activity_all_succeed()
    {
        var plan = await fixture.DraftAsync();
        var activity = await fixture.AddAsync(plan, Examples.Activity("2024-10-03"));

        await AtOnceAsync(plan, number => fixture.Plans.UpdateActivityAsync(new()
        {
            Activity = new() { Name = activity.Name, Title = $"Title {number}" },
            UpdateMask = new() { Paths = { "title" } },
        }));
    }

    /// <summary>Sends the updates at once: the plan is locked until half of the connections wait for it.</summary>
    async Task AtOnceAsync<T>(V1.Plan plan, Func<int, Grpc.Core.AsyncUnaryCall<T>> update)
    {
        var before = (await fixture.ReadAsync(plan)).Revision;
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "plan", plan.Name);
        var updates = Enumerable.Range(0, Callers).Select(number => update(number).ResponseAsync).ToArray();
        await locked.WaitersAsync(8);

        await locked.ReleaseAsync();

        await Task.WhenAll(updates);
        Assert.Equal(before + Callers, (await fixture.ReadAsync(plan)).Revision);
    }
}
