using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ClosePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Closes_a_draft() => await ClosesAsync(await fixture.DraftAsync());

    [Fact]
    public async Task Closes_a_shared_plan() => await ClosesAsync(await fixture.SharedAsync());

    [Fact]
    public async Task Closes_an_agreed_plan_and_keeps_when_it_was_agreed()
    {
        var agreed = await fixture.AgreedAsync();
        await fixture.Plans.DeliverActivityAsync(new() { Name = (await fixture.FirstActivityAsync(agreed)).Name });

        var closed = await ClosesAsync(agreed);

        Assert.Equal(agreed.AgreeTime, closed.AgreeTime);
    }

    [Fact]
    public async Task Asks_why_nothing_of_an_agreed_plan_was_delivered()
    {
        var agreed = await fixture.AgreedAsync();

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => CloseAsync(agreed));

        Assert.Contains("DeliverActivity", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("undelivered_reason", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(agreed, await fixture.ReadAsync(agreed));
    }

    [Fact]
    public async Task Keeps_why_nothing_was_delivered()
    {
        var agreed = await fixture.AgreedAsync();

        var closed = await CloseAsync(agreed, "No cover could be paid for");

        Assert.Equal((PlanState.Closed, "No cover could be paid for"), (closed.State, closed.UndeliveredReason));
        Assert.Equal(closed, await fixture.ReadAsync(closed));
    }

    [Fact]
    public async Task Refuses_a_reason_why_nothing_was_delivered_where_something_was()
    {
        var agreed = await fixture.AgreedAsync();
        await fixture.Plans.DeliverActivityAsync(new() { Name = (await fixture.FirstActivityAsync(agreed)).Name });

        await Refused.ForFieldAsync("undelivered_reason", () => CloseAsync(agreed, "No cover"));
    }

    [Fact]
    public async Task Refuses_it_for_a_draft_which_has_nothing_to_deliver()
    {
        var draft = await fixture.DraftAsync();

        await Refused.ForFieldAsync("undelivered_reason", () => CloseAsync(draft, "No cover"));
    }

    [Fact]
    public async Task Refuses_one_already_closed()
    {
        var plan = await fixture.ClosedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => CloseAsync(plan));
    }

    [Fact]
    public async Task Requires_a_reason()
    {
        var plan = await fixture.DraftAsync();

        await Refused.ForFieldAsync(
            "reason", async () => await fixture.Plans.ClosePlanAsync(new() { Name = plan.Name }));
    }

    [Fact]
    public async Task Refuses_changes_of_its_parts_afterwards()
    {
        var plan = await fixture.ClosedAsync();
        var activity = await fixture.FirstActivityAsync(plan);
        var aim = await fixture.FirstAimAsync(plan);
        aim.Status = V1.Aim.Types.Status.Met;

        await RefusesAsync(async () => await fixture.AddAsync(plan, Examples.Evidence()));
        await RefusesAsync(async () => await fixture.Plans.UpdateAimAsync(new() { Aim = aim }));
        await RefusesAsync(async () => await fixture.Plans.CancelActivityAsync(new() { Name = activity.Name }));
        await RefusesAsync(async () => await fixture.Plans.DeleteActivityAsync(new() { Name = activity.Name }));
    }

    static async Task RefusesAsync(Func<Task> call) =>
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);

    async Task<V1.Plan> ClosesAsync(V1.Plan plan)
    {
        var closed = await CloseAsync(plan);

        Assert.Equal((PlanState.Closed, "The year is over"), (closed.State, closed.StateReason));
        return closed;
    }

    async Task<V1.Plan> CloseAsync(V1.Plan plan, string undelivered = "") => await fixture.Plans.ClosePlanAsync(
        new() { Name = plan.Name, Reason = "The year is over", UndeliveredReason = undelivered });
}
