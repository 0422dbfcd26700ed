using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class SharePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Shares_an_unfinished_draft()
    {
        var draft = await fixture.DraftAsync();

        var shared = await fixture.Plans.SharePlanAsync(new() { Name = draft.Name, Etag = draft.Etag });

        Assert.Equal((PlanState.Shared, 2), (shared.State, shared.Revision));
    }

    [Fact]
    public async Task Refuses_one_already_shared() => await RefusesAsync(await fixture.SharedAsync());

    [Fact]
    public async Task Refuses_one_that_is_agreed() => await RefusesAsync(await fixture.AgreedAsync());

    [Fact]
    public async Task Refuses_one_that_is_closed() => await RefusesAsync(await fixture.ClosedAsync());

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var draft = await fixture.DraftAsync();
        await fixture.AddAsync(draft, Examples.Evidence());

        await Refused.WithAsync(
            StatusCode.Aborted,
            ErrorReason.Conflict,
            async () => await fixture.Plans.SharePlanAsync(new() { Name = draft.Name, Etag = draft.Etag }));
    }

    async Task RefusesAsync(V1.Plan plan) => await Refused.WithAsync(
        StatusCode.FailedPrecondition,
        ErrorReason.WrongState,
        async () => await fixture.Plans.SharePlanAsync(new() { Name = plan.Name }));
}
