using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CancelActivityTests(PlansFixture fixture)
{
    [Fact]
    public async Task Cancels_an_activity_of_a_draft() => await CancelsAsync(await fixture.CoherentAsync());

    [Fact]
    public async Task Cancels_an_activity_of_an_agreed_plan() => await CancelsAsync(await fixture.AgreedAsync());

    [Fact]
    public async Task Refuses_one_already_delivered()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.AgreedAsync());
        await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => CancelAsync(activity));
    }

    [Fact]
    public async Task Refuses_one_already_cancelled()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());
        await CancelAsync(activity);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => CancelAsync(activity));
    }

    async Task CancelsAsync(V1.Plan plan) =>
        Assert.Equal(ActivityState.Cancelled, (await CancelAsync(await fixture.FirstActivityAsync(plan))).State);

    async Task<V1.Activity> CancelAsync(V1.Activity activity) =>
        await fixture.Plans.CancelActivityAsync(new() { Name = activity.Name });
}
