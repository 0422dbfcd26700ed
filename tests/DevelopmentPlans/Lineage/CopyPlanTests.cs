using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CopyPlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Makes_a_plan_of_the_same_shape_for_another_department()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var example = await fixture.CoherentAsync(enrolled);
        var activity = await fixture.FirstActivityAsync(example);
        activity.LedBy = enrolled.Members[0];
        await fixture.Plans.UpdateActivityAsync(new() { Activity = activity });
        var other = await fixture.Programme.EnrolAsync();

        var copy = await fixture.Plans.CopyPlanAsync(
            new() { Name = example.Name, Enrolment = other.Enrolment, Title = "Our own" });

        Assert.Equal(
            (other.Department, "Our own", "", 1),
            (copy.Plan.Department, copy.Plan.Title, copy.Plan.Continues, copy.Plan.Revision));
        Assert.Empty(copy.Evidence);
        var aim = Assert.Single(copy.Aims);
        var criterion = Assert.Single(aim.SuccessCriteria);
        Assert.Equal(
            (Status.NotStarted, "", "Year 8 students secure in ratio", "%", "", false, false),
            (aim.Status, aim.Continues, criterion.Statement, criterion.Unit, criterion.DueDate, criterion.HasBaseline,
                criterion.HasTarget));
        Assert.Empty(aim.Evidence);
        Assert.Equal(3, copy.Activities.Count);
        Assert.All(copy.Activities, one => Assert.Equal(
            (true, "", aim.Name), (one.WholeDepartment, one.LedBy, Assert.Single(one.Aims))));
        Assert.Equal(copy.Aims, (await fixture.Plans.ListAimsAsync(new() { Parent = copy.Plan.Name })).Aims);
    }

    [Fact]
    public async Task Refuses_an_enrolment_that_has_a_plan()
    {
        var plan = await fixture.DraftAsync();

        var status = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () =>
            await fixture.Plans.CopyPlanAsync(new() { Name = plan.Name, Enrolment = plan.Enrolment }));

        Assert.Equal(plan.Name, status.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }
}
