using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class UpdatePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Changes_the_title_of_a_draft_and_raises_the_revision()
    {
        var plan = await fixture.DraftAsync();

        var updated = await RenameAsync(plan);

        Assert.Equal(("Renamed", 2), (updated.Title, updated.Revision));
    }

    [Fact]
    public async Task Changes_a_shared_plan() =>
        Assert.Equal("Renamed", (await RenameAsync(await fixture.SharedAsync())).Title);

    [Fact]
    public async Task Refuses_to_change_the_enrolment()
    {
        var plan = await fixture.DraftAsync();
        var other = await fixture.Programme.EnrolAsync();

        await Refused.ForFieldAsync("plan.enrolment", async () => await fixture.Plans.UpdatePlanAsync(new()
        {
            Plan = new() { Name = plan.Name, Enrolment = other.Enrolment },
            UpdateMask = new() { Paths = { "enrolment" } },
        }));
    }

    [Fact]
    public async Task Refuses_a_plan_that_is_agreed()
    {
        var plan = await fixture.AgreedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => RenameAsync(plan));
    }

    [Fact]
    public async Task Refuses_a_plan_that_is_closed()
    {
        var plan = await fixture.ClosedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => RenameAsync(plan));
    }

    [Fact]
    public async Task Refuses_the_etag_from_before_a_change_of_a_part()
    {
        var plan = await fixture.DraftAsync();
        await fixture.AddAsync(plan, Examples.Evidence());

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, () => RenameAsync(plan));
    }

    async Task<V1.Plan> RenameAsync(V1.Plan plan) => await fixture.Plans.UpdatePlanAsync(new()
    {
        Plan = new() { Name = plan.Name, Title = "Renamed", Etag = plan.Etag },
        UpdateMask = new() { Paths = { "title" } },
    });
}
