using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class DeletePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Deletes_a_draft_with_all_its_parts()
    {
        var plan = await fixture.CoherentAsync();
        var aim = await fixture.FirstAimAsync(plan);

        await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name });

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.ReadAsync(plan));
        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            async () => await fixture.Plans.GetAimAsync(new() { Name = aim.Name }));
    }

    [Fact]
    public async Task Logs_each_deletion_under_one_revision()
    {
        var plan = await fixture.CoherentAsync();

        await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name });

        var deletions = (await History.OfAsync(fixture.Service.Database, plan.Name))
            .Where(change => change.Kind == "DELETED")
            .ToList();
        Assert.Equal(7, deletions.Count);
        Assert.Single(deletions.Select(change => change.Revision).Distinct());
        Assert.Equal(plan.Name, deletions[^1].Resource);
    }

    [Fact]
    public async Task Frees_the_enrolment_for_another_plan()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        await fixture.Plans.DeletePlanAsync(new() { Name = (await fixture.DraftAsync(enrolled)).Name });

        Assert.Equal(enrolled.Enrolment, (await fixture.DraftAsync(enrolled)).Enrolment);
    }

    [Fact]
    public async Task Refuses_a_shared_plan() => await RefusesAsync(await fixture.SharedAsync());

    [Fact]
    public async Task Refuses_an_agreed_plan() => await RefusesAsync(await fixture.AgreedAsync());

    [Fact]
    public async Task Refuses_a_closed_plan() => await RefusesAsync(await fixture.ClosedAsync());

    async Task RefusesAsync(V1.Plan plan)
    {
        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            async () => await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name }));

        Assert.Equal(plan, await fixture.ReadAsync(plan));
    }
}
