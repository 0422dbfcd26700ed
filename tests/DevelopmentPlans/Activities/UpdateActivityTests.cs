using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class UpdateActivityTests(PlansFixture fixture)
{
    [Fact]
    public async Task Moves_an_activity()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.CoherentAsync());
        activity.StartDate = "2024-11-07";
        activity.EndDate = "2024-11-08";

        var updated = await UpdateAsync(activity, "start_date", "end_date");

        Assert.Equal((activity.StartDate, activity.EndDate), (updated.StartDate, updated.EndDate));
    }

    [Fact]
    public async Task Refuses_a_start_after_the_unchanged_end()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.CoherentAsync());
        activity.StartDate = "2024-11-07";

        await Refused.ForFieldAsync("activity.end_date", () => UpdateAsync(activity, "start_date"));
    }

    [Fact]
    public async Task Leaves_the_state_unchanged()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());
        var delivered = await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name });
        delivered.Title = "What we did";
        delivered.State = ActivityState.Planned;

        var updated = await UpdateAsync(delivered, "*");

        Assert.Equal(("What we did", ActivityState.Delivered), (updated.Title, updated.State));
    }

    [Fact]
    public async Task Refuses_an_activity_of_an_agreed_plan()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.AgreedAsync());
        activity.Title = "Something else";

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => UpdateAsync(activity, "title"));
    }

    async Task<V1.Activity> UpdateAsync(V1.Activity activity, params string[] paths) =>
        await fixture.Plans.UpdateActivityAsync(
            new() { Activity = activity, UpdateMask = new() { Paths = { paths } } });
}
