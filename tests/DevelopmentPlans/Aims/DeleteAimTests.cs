using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class DeleteAimTests(PlansFixture fixture)
{
    [Fact]
    public async Task Refuses_an_aim_that_an_activity_supports_and_names_the_activity()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.AddAsync(plan, Examples.Aim());
        var activity = await fixture.AddAsync(plan, Examples.Activity("2024-10-03", aim));

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => DeleteAsync(aim));

        Assert.Contains(
            activity.Name,
            status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_it_once_no_activity_supports_it()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.AddAsync(plan, Examples.Aim());
        var activity = await fixture.AddAsync(plan, Examples.Activity("2024-10-03", aim));
        await fixture.Plans.DeleteActivityAsync(new() { Name = activity.Name });

        await DeleteAsync(aim);

        Assert.Empty((await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name })).Aims);
    }

    [Fact]
    public async Task Refuses_an_aim_of_an_agreed_plan()
    {
        var aim = await fixture.FirstAimAsync(await fixture.AgreedAsync());

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeleteAsync(aim));
    }

    async Task DeleteAsync(V1.Aim aim) => await fixture.Plans.DeleteAimAsync(new() { Name = aim.Name });
}
