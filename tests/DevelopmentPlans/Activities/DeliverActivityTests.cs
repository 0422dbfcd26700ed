using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class DeliverActivityTests(PlansFixture fixture)
{
    [Fact]
    public async Task Marks_an_activity_of_an_agreed_plan() => await DeliversAsync(await fixture.AgreedAsync());

    [Fact]
    public async Task Marks_an_activity_of_a_shared_plan() => await DeliversAsync(await fixture.SharedAsync());

    [Theory]
    [InlineData("2024-10-08")]
    [InlineData("2024-07-01")]
    public async Task Keeps_the_day_on_which_it_was_delivered(string day)
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());

        Assert.Equal(day, (await DeliverAsync(activity, day)).DeliverDate);
    }

    [Fact]
    public async Task Takes_its_last_day_when_none_is_given()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());

        Assert.Equal(activity.EndDate, (await DeliverAsync(activity)).DeliverDate);
    }

    [Fact]
    public async Task Refuses_a_day_in_the_future()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());
        var tomorrow = EnglandTime.Today(TimeProvider.System).AddDays(1);

        await Refused.ForFieldAsync("deliver_date", () => DeliverAsync(activity, IsoDate.Text(tomorrow)));
    }

    [Fact]
    public async Task Refuses_a_day_before_the_programme_of_the_year()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());

        await Refused.ForFieldAsync("deliver_date", () => DeliverAsync(activity, "2024-06-30"));
    }

    [Fact]
    public async Task Refuses_an_activity_of_a_draft()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.CoherentAsync());

        await RefusesAsync(activity);
    }

    [Fact]
    public async Task Refuses_one_already_delivered()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.AgreedAsync());
        await DeliverAsync(activity);

        await RefusesAsync(activity);
    }

    [Fact]
    public async Task Refuses_one_that_was_cancelled()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.SharedAsync());
        await fixture.Plans.CancelActivityAsync(new() { Name = activity.Name });

        await RefusesAsync(activity);
    }

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.AgreedAsync());

        await Refused.WithAsync(
            StatusCode.Aborted,
            ErrorReason.Conflict,
            async () => await fixture.Plans.DeliverActivityAsync(
                new() { Name = activity.Name, Etag = activity.Etag + "0" }));
    }

    async Task RefusesAsync(V1.Activity activity) =>
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeliverAsync(activity));

    async Task DeliversAsync(V1.Plan plan) =>
        Assert.Equal(ActivityState.Delivered, (await DeliverAsync(await fixture.FirstActivityAsync(plan))).State);

    async Task<V1.Activity> DeliverAsync(V1.Activity activity, string day = "") =>
        await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name, DeliverDate = day });
}
