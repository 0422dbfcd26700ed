using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ReturnPlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Returns_a_shared_plan_with_the_reason()
    {
        var returned = await ReturnAsync(await fixture.SharedAsync());

        Assert.Equal((PlanState.Draft, "Say more about teachers"), (returned.State, returned.StateReason));
    }

    [Fact]
    public async Task Returns_an_agreed_plan_to_draft()
    {
        var returned = await ReturnAsync(await fixture.AgreedAsync());

        Assert.Equal(PlanState.Draft, returned.State);
        Assert.Null(returned.AgreeTime);
    }

    [Fact]
    public async Task Opens_the_plan_to_changes_again()
    {
        var returned = await ReturnAsync(await fixture.AgreedAsync());

        Assert.NotEmpty((await fixture.AddAsync(returned, Examples.Evidence())).Name);
    }

    [Fact]
    public async Task Refuses_a_draft() => await RefusesAsync(await fixture.DraftAsync());

    [Fact]
    public async Task Refuses_a_closed_plan() => await RefusesAsync(await fixture.ClosedAsync());

    [Fact]
    public async Task Requires_a_reason()
    {
        var plan = await fixture.SharedAsync();

        await Refused.ForFieldAsync(
            "reason", async () => await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name }));
    }

    async Task RefusesAsync(V1.Plan plan) =>
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ReturnAsync(plan));

    async Task<V1.Plan> ReturnAsync(V1.Plan plan) =>
        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Say more about teachers" });
}
