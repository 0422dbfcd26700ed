using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class DeleteActivityTests(PlansFixture fixture)
{
    [Fact]
    public async Task Deletes_an_activity_of_a_shared_plan()
    {
        var plan = await fixture.SharedAsync();
        var activity = await fixture.FirstActivityAsync(plan);

        await DeleteAsync(activity);

        Assert.DoesNotContain(
            activity, (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities);
    }

    [Fact]
    public async Task Refuses_an_activity_of_an_agreed_plan()
    {
        var activity = await fixture.FirstActivityAsync(await fixture.AgreedAsync());

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeleteAsync(activity));
    }

    async Task DeleteAsync(V1.Activity activity) =>
        await fixture.Plans.DeleteActivityAsync(new() { Name = activity.Name });
}
