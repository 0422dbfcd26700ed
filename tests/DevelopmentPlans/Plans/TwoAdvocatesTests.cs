using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Two Advocates write the same plan at once, each with what they have read before.</summary>
public sealed class TwoAdvocatesTests(PlansFixture fixture)
{
    [Fact]
    public async Task On_different_aims_they_lose_nothing()
    {
        var plan = await fixture.DraftAsync();
        var first = await fixture.AddAsync(plan, Examples.Aim());
        var second = await fixture.AddAsync(plan, Examples.Aim());
        var seen = (await fixture.ReadAsync(plan)).Revision;

        await Task.WhenAll(await AtOnceAsync(plan, Restated(first, "One"), Restated(second, "Two")));

        var page = await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name });
        Assert.Equal(["One", "Two"], page.Aims.Select(aim => aim.Statement));
        Assert.Equal(seen + 2, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task On_the_same_aim_one_is_told_to_look_again()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.AddAsync(plan, Examples.Aim());

        var updates = await AtOnceAsync(plan, Restated(aim, "One"), Restated(aim, "Two"));

        await Task.WhenAny(Task.WhenAll(updates));
        var written = Assert.Single(updates, update => update.IsCompletedSuccessfully);
        var refused = Assert.Single(updates, update => update.IsFaulted);
        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, () => refused);
        var kept = await fixture.Plans.GetAimAsync(new() { Name = aim.Name });
        Assert.Equal((await written).Statement, kept.Statement);
    }

    /// <summary>Sends the updates while the plan is locked, and lets them go when both wait for it.</summary>
    async Task<Task<V1.Aim>[]> AtOnceAsync(V1.Plan plan, params V1.Aim[] aims)
    {
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "plan", plan.Name);
        var updates = aims.Select(aim => fixture.Plans.UpdateAimAsync(new() { Aim = aim }).ResponseAsync).ToArray();
        await locked.WaitersAsync(aims.Length);
        await locked.ReleaseAsync();
        return updates;
    }

    static V1.Aim Restated(V1.Aim aim, string statement)
    {
        var changed = aim.Clone();
        changed.Statement = statement;
        return changed;
    }
}
